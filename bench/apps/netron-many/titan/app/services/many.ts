import { Module, Public, Service } from 'titan';

function service(i: number) {
  @Service(`calculator${i}@1.0.0`)
  class Calculator {
    @Public()
    add(a: number, b: number) {
      return a + b;
    }
  }
  return Calculator;
}

@Module({ providers: Array.from({ length: Number(t.env.SERVICES) }, (_, i) => service(i)) })
export class Many {}
