package dev.titan.client;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/** Stands before a method that reads a public field of the service, if it has no parameter, or writes it, if it has one. Blocking and staged forms are those of calls. */
@Documented
@Target(ElementType.METHOD)
@Retention(RetentionPolicy.RUNTIME)
public @interface Property {
    /** The name of the field; by default that of the method. */
    String value() default "";
}
