import {
  apply, ArrayCtor, ArrayPrototype, construct, defineProperty, isArray, isObject, speciesSymbol, TypeErrorCtor,
} from './primordials';
import { state } from './state';
import { begin, hand, install, toLength, toObject, un } from './suspendable';

/** Sets an element as CreateDataPropertyOrThrow does: by assignment where no setter can be in the way. */
export function createElement(target: any, index: number, value: unknown): void {
  if (isArray(target) && !(index in ArrayPrototype) && !(index in target)) {
    target[index] = value;
    return;
  }
  if (!defineProperty(target, index, { value, writable: true, enumerable: true, configurable: true })) {
    throw new TypeErrorCtor(`Cannot add property ${index}, object is not extensible`);
  }
}

/** ArraySpeciesCreate. */
function arrayLike(source: any, length: number): any {
  if (!isArray(source)) return new ArrayCtor(length);
  let made: any = (source as any).constructor;
  if (isObject(made)) {
    made = (made as any)[speciesSymbol];
    if (made === null) made = undefined;
  }
  if (made === undefined || made === ArrayCtor) return new ArrayCtor(length);
  return construct(made, [length]);
}

type Visit = (result: any, value: any, index: number, state: any) => any;

/** `visit` is given what the callback returned; a result other than undefined ends the walk with `result[0]`. */
function installWalk(
  home: any,
  name: string,
  options: { holes: boolean; backwards?: boolean; begin?: (source: any, length: number) => any; end: (state: any) => any },
  visit: Visit,
): void {
  install(home, name, 0, function* (args, twin) {
    const n = state.n;
    const source = toObject(this, `Array.prototype.${name}`);
    const length = toLength(source.length);
    const self = args[1];
    const made = options.begin?.(source, length);
    const step = options.backwards ? -1 : 1;
    for (let i = options.backwards ? length - 1 : 0; i >= 0 && i < length; i += step) {
      if (!options.holes && !(i in source)) continue;
      const value = source[i];
      const child = apply(twin, self, [value, i, source]);
      const first = begin(child, n);
      const result = first.done ? first.value : un(yield hand(child));
      const over = visit(result, value, i, made);
      if (over !== undefined) return over.value;
    }
    return options.end(made);
  });
}

function installReduce(home: any, name: string, backwards: boolean): void {
  install(home, name, 0, function* (args, twin) {
    const n = state.n;
    const source = toObject(this, `Array.prototype.${name}`);
    const length = toLength(source.length);
    const step = backwards ? -1 : 1;
    let i = backwards ? length - 1 : 0;
    let result: any;
    if (args.length > 1) {
      result = args[1];
    } else {
      while (i >= 0 && i < length && !(i in source)) i += step;
      if (i < 0 || i >= length) throw new TypeErrorCtor('Reduce of empty array with no initial value');
      result = source[i];
      i += step;
    }
    for (; i >= 0 && i < length; i += step) {
      if (!(i in source)) continue;
      const child = apply(twin, undefined, [result, source[i], i, source]);
      const first = begin(child, n);
      result = first.done ? first.value : un(yield hand(child));
    }
    return result;
  });
}

function installFlatMap(home: any): void {
  install(home, 'flatMap', 0, function* (args, twin) {
    const n = state.n;
    const source = toObject(this, 'Array.prototype.flatMap');
    const length = toLength(source.length);
    const made = arrayLike(source, 0);
    let at = 0;
    for (let i = 0; i < length; i++) {
      if (!(i in source)) continue;
      const child = apply(twin, args[1], [source[i], i, source]);
      const first = begin(child, n);
      const part = first.done ? first.value : un(yield hand(child));
      if (!isArray(part)) {
        createElement(made, at++, part);
        continue;
      }
      const partLength = toLength((part as any).length);
      for (let j = 0; j < partLength; j++) if (j in (part as any)) createElement(made, at++, (part as any)[j]);
    }
    return made;
  });
}

/** The methods that arrays and typed arrays share, but for what they return. */
export function installWalks(home: any, typed: boolean): void {
  const found = (value: unknown) => ({ value });
  const none = { value: undefined };
  installWalk(home, 'forEach', { holes: typed, end: () => undefined }, () => undefined);
  installWalk(home, 'some', { holes: typed, end: () => false }, (result) => (result ? found(true) : undefined));
  installWalk(home, 'every', { holes: typed, end: () => true }, (result) => (result ? undefined : found(false)));
  for (const backwards of [false, true]) {
    const name = backwards ? 'findLast' : 'find';
    installWalk(home, name, { holes: true, backwards, end: () => none.value }, (result, value) => (result ? found(value) : undefined));
    installWalk(home, name + 'Index', { holes: true, backwards, end: () => -1 }, (result, _value, index) => (result ? found(index) : undefined));
  }
  installReduce(home, 'reduce', false);
  installReduce(home, 'reduceRight', true);
}

export function installArrays(): void {
  installWalks(ArrayPrototype, false);
  installWalk(
    ArrayPrototype, 'map',
    { holes: false, begin: (source, length) => arrayLike(source, length), end: (made) => made },
    (result, _value, index, made) => createElement(made, index, result) as undefined,
  );
  installWalk(
    ArrayPrototype, 'filter',
    { holes: false, begin: (source) => ({ made: arrayLike(source, 0), at: 0 }), end: ({ made }) => made },
    (result, value, _index, filtered) => {
      if (result) createElement(filtered.made, filtered.at++, value);
      return undefined;
    },
  );
  installFlatMap(ArrayPrototype);
}
