/** FormData (https://xhr.spec.whatwg.org/#interface-formdata). */
import { definePairs, defineInterface, requireArguments, toUSVString } from 'titan:kernel';
import { type Blob, contentOf, type File, fileOf, isBlob, isFile } from 'titan:file';

type Value = string | File;

function valueOf(value: unknown, filename: string | undefined): Value {
  if (!isBlob(value)) return toUSVString(value);
  const blob: Blob = value;
  if (isFile(blob) && filename === undefined) return blob;
  return fileOf(contentOf(blob), filename ?? 'blob', blob.type, isFile(blob) ? blob.lastModified : undefined);
}

export class FormData {
  #entries: [string, Value][] = [];

  constructor(form: unknown = undefined) {
    if (form !== undefined) throw new TypeError('FormData: there are no form elements here');
  }
  #entry(method: string, args: ArrayLike<unknown>): [string, Value] {
    requireArguments(`FormData.${method}`, args, 2);
    if (args.length > 2 && args[2] !== undefined && !isBlob(args[1])) throw new TypeError(`FormData.${method}: only a Blob can have a file name`);
    const name = toUSVString(args[0]);
    return [name, valueOf(args[1], args.length > 2 && args[2] !== undefined ? toUSVString(args[2]) : undefined)];
  }
  append(name: unknown, value: unknown, filename: unknown = undefined): void {
    this.#entries.push(this.#entry('append', arguments));
  }
  delete(name: unknown): void {
    requireArguments('FormData.delete', arguments, 1);
    const key = toUSVString(name);
    this.#entries = this.#entries.filter((entry) => entry[0] !== key);
  }
  get(name: unknown): Value | null {
    requireArguments('FormData.get', arguments, 1);
    const key = toUSVString(name);
    return this.#entries.find((entry) => entry[0] === key)?.[1] ?? null;
  }
  getAll(name: unknown): Value[] {
    requireArguments('FormData.getAll', arguments, 1);
    const key = toUSVString(name);
    return this.#entries.filter((entry) => entry[0] === key).map((entry) => entry[1]);
  }
  has(name: unknown): boolean {
    requireArguments('FormData.has', arguments, 1);
    const key = toUSVString(name);
    return this.#entries.some((entry) => entry[0] === key);
  }
  set(name: unknown, value: unknown, filename: unknown = undefined): void {
    const entry = this.#entry('set', arguments);
    const at = this.#entries.findIndex((one) => one[0] === entry[0]);
    if (at < 0) this.#entries.push(entry);
    else this.#entries = this.#entries.map((one, i) => (i === at ? entry : one)).filter((one, i) => i <= at || one[0] !== entry[0]);
  }

  /** Its entries in order. Taken off the class below. */
  static entriesOf = (form: FormData): readonly [string, Value][] => form.#entries;
  static isForm = (value: unknown): value is FormData => typeof value === 'object' && value !== null && #entries in value;
}

export const { entriesOf, isForm } = FormData;
delete (FormData as { entriesOf?: unknown }).entriesOf;
delete (FormData as { isForm?: unknown }).isForm;
definePairs(FormData, 'FormData', entriesOf);
defineInterface(FormData, 'FormData');
for (const method of ['append', 'set'] as const) Object.defineProperty(FormData.prototype[method], 'length', { value: 2, configurable: true });
