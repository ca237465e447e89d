import { BadHttpRequestError } from '../badHttpRequestError.ts';
import type { FormLimits } from './formLimits.ts';

/** What may be wrong with a form, in ASP.NET Core's words. */
export const formError = {
  notAForm: (contentType: string | undefined) =>
    new BadHttpRequestError(`Incorrect Content-Type: ${contentType ?? ''}`, 415),
  valueCount: ({ valueCount }: FormLimits) =>
    new BadHttpRequestError(`Form value count limit ${valueCount} exceeded.`, 413),
  keyLength: ({ keyLength }: FormLimits) =>
    new BadHttpRequestError(`Form key length limit ${keyLength} exceeded.`, 413),
  valueLength: ({ valueLength }: FormLimits) =>
    new BadHttpRequestError(`Form value length limit ${valueLength} exceeded.`, 413),
  bodyLength: ({ bodyLength }: FormLimits) =>
    new BadHttpRequestError(`Form body length limit ${bodyLength} exceeded.`, 413),
  malformed: (detail: string) => new BadHttpRequestError(`Malformed form: ${detail}`, 400),
};
