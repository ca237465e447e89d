import type { BodyReader } from '../features/httpRequestFeature.ts';
import { Form } from './form.ts';
import { formError } from './formError.ts';
import type { FormLimits } from './formLimits.ts';

/** Reads a form that is encoded as a query string is. */
export async function readUrlEncodedForm(body: BodyReader, limits: FormLimits): Promise<Form> {
  const decoder = new TextDecoder();
  let text = '';
  let length = 0;
  for (let chunk = await body.read(); chunk; chunk = await body.read()) {
    length += chunk.length;
    if (length > limits.bodyLength) throw formError.bodyLength(limits);
    text += decoder.decode(chunk, { stream: true });
  }
  // The first question mark is dropped, as one that begins a query: one of the form's own has to stay.
  const fields = new URLSearchParams(`?${text}${decoder.decode()}`);
  if (fields.size > limits.valueCount) throw formError.valueCount(limits);
  for (const [key, value] of fields) {
    if (key.length > limits.keyLength) throw formError.keyLength(limits);
    if (value.length > limits.valueLength) throw formError.valueLength(limits);
  }
  return new Form(fields);
}
