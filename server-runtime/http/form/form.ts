import type { FormFile } from './formFile.ts';

/** A form that was sent: its fields, in order, and its files. */
export class Form {
  /** What is no file, names and values in the order of the form. */
  readonly fields: URLSearchParams;
  /** The files, in the order of the form. */
  readonly files: readonly FormFile[];

  /** A form of your own, as for a test. */
  constructor(fields: URLSearchParams, files: readonly FormFile[] = []) {
    this.fields = fields;
    this.files = files;
  }

  /** The first value of a field. */
  get(name: string): string | undefined {
    return this.fields.get(name) ?? undefined;
  }

  /** Each value of a field. */
  getAll(name: string): string[] {
    return this.fields.getAll(name);
  }

  /** The first file of a field. */
  file(name: string): FormFile | undefined {
    return this.files.find((file) => file.name === name);
  }
}
