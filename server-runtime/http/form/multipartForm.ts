import type { Readable } from 'node:stream';
import busboy from 'busboy';
import { Form } from './form.ts';
import { formError } from './formError.ts';
import type { FormFile } from './formFile.ts';
import type { FormLimits } from './formLimits.ts';
import type { FormSource } from './formReader.ts';
import { UploadedFiles } from './uploadedFiles.ts';

/** Reads a form of several parts (RFC 7578), its files to memory or disk. */
export async function readMultipartForm(source: FormSource, limits: FormLimits): Promise<Form> {
  const uploads = new UploadedFiles(limits.memoryThreshold);
  source.onCompleted(() => uploads.dispose());
  const parser = createParser(source.contentType ?? '', limits);
  const fields = new URLSearchParams();
  const files: Promise<FormFile>[] = [];
  let failure: Error | undefined;
  const fail = (error: unknown): void => {
    failure ??= error instanceof Error ? error : new Error(String(error));
    parser.destroy();
  };
  parser.on('field', (name, value, { valueTruncated }) => {
    if (name.length > limits.keyLength) fail(formError.keyLength(limits));
    else if (valueTruncated) fail(formError.valueLength(limits));
    else fields.append(name, value);
  });
  parser.on('file', (name, content: Readable, { filename, mimeType }) => {
    const saved = uploads.save(name, filename ?? '', mimeType, content);
    saved.catch(fail);
    files.push(saved);
  });
  parser.on('partsLimit', () => fail(formError.valueCount(limits)));
  parser.on('error', (error: Error) => fail(formError.malformed(error.message)));
  const closed = new Promise<void>((resolve) => void parser.once('close', resolve));
  let length = 0;
  try {
    for (
      let chunk = await source.body.read();
      chunk && !failure;
      chunk = await source.body.read()
    ) {
      length += chunk.length;
      if (length > limits.bodyLength) fail(formError.bodyLength(limits));
      else if (!parser.write(chunk)) {
        await new Promise<void>((resolve) => {
          parser.once('drain', resolve);
          void closed.then(resolve);
        });
      }
    }
  } catch (error) {
    // The client has gone, or sends more than the server takes: files that are being written are closed too.
    fail(error);
  }
  if (!failure) parser.end();
  await closed;
  const settled = await Promise.allSettled(files);
  if (failure) throw failure;
  const saved = settled.filter((result) => result.status === 'fulfilled');
  return new Form(
    fields,
    saved.map(({ value }) => value),
  );
}

function createParser(contentType: string, limits: FormLimits): busboy.Busboy {
  try {
    return busboy({
      headers: { 'content-type': contentType },
      defParamCharset: 'utf8',
      limits: {
        parts: limits.valueCount,
        fieldSize: limits.valueLength,
      },
    });
  } catch (error) {
    throw formError.malformed(error instanceof Error ? error.message : String(error));
  }
}
