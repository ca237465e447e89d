import type { IFormFeature } from '../features/formFeature.ts';
import type { BodyReader } from '../features/httpRequestFeature.ts';
import type { Form } from './form.ts';
import { formError } from './formError.ts';
import { defaultFormLimits, type FormLimits } from './formLimits.ts';
import { readUrlEncodedForm } from './urlEncodedForm.ts';

/** What reading a form takes of its request. */
export interface FormSource {
  readonly contentType: string | undefined;
  readonly body: BodyReader;
  /** Runs at the end of the request: files on disk are deleted. */
  onCompleted(callback: () => Promise<void>): void;
}

/** Reads the form of a request, by its content type, on first use. */
export class FormReader implements IFormFeature {
  form: Form | undefined;
  readonly #source: () => FormSource;
  readonly #limits: FormLimits;
  #reading: Promise<Form> | undefined;

  constructor(source: () => FormSource, limits: Partial<FormLimits> = {}) {
    this.#source = source;
    this.#limits = { ...defaultFormLimits, ...limits };
  }

  get hasFormContentType(): boolean {
    return formKind(this.#source().contentType) !== undefined;
  }

  readForm(): Promise<Form> {
    if (this.form) return Promise.resolve(this.form);
    return (this.#reading ??= this.#read());
  }

  async #read(): Promise<Form> {
    const source = this.#source();
    const kind = formKind(source.contentType);
    if (!kind) throw formError.notAForm(source.contentType);
    if (kind === 'urlencoded') {
      this.form = await readUrlEncodedForm(source.body, this.#limits);
    } else {
      // Most apps take no files: the parser is loaded when the first one does.
      const { readMultipartForm } = await import('./multipartForm.ts');
      this.form = await readMultipartForm(source, this.#limits);
    }
    return this.form;
  }
}

function formKind(contentType: string | undefined): 'urlencoded' | 'multipart' | undefined {
  const mediaType = contentType?.split(';', 1)[0]?.trim().toLowerCase();
  if (mediaType === 'application/x-www-form-urlencoded') return 'urlencoded';
  return mediaType === 'multipart/form-data' ? 'multipart' : undefined;
}
