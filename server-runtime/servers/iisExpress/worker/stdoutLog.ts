import { type WriteStream, createWriteStream, mkdirSync, rmSync } from 'node:fs';
import path from 'node:path';
import { Writable } from 'node:stream';
import type { WorkerOutput } from './launchWorker.ts';

/** The file that a worker's output goes to besides the console, when stdoutLogEnabled says so. */
export class StdoutLog {
  readonly #basePath: string;
  #file: WriteStream | undefined;
  /** What came before the file was named. */
  #early: Buffer[] = [];

  /** `stdoutLogFile` as configured, relative to the site; its backslashes are separators wherever it was made. */
  constructor(physicalPath: string, stdoutLogFile: string) {
    this.#basePath = path.resolve(physicalPath, stdoutLogFile.replaceAll('\\', '/'));
  }

  /** What to give the worker's output to: it goes on to `output`, and is kept. */
  tee({ stdout, stderr }: WorkerOutput): WorkerOutput {
    return { stdout: this.#sink(stdout), stderr: this.#sink(stderr) };
  }

  /** Opens the file, whose name has the time and the process: `NAME_20261102100000_4711.log`. Never fails. */
  open(pid: number, now: Date): void {
    const stamp = now.toISOString().replaceAll(/[-:T]|\..*/g, '');
    const file = `${this.#basePath}_${stamp}_${pid}.log`;
    try {
      mkdirSync(path.dirname(file), { recursive: true });
    } catch {
      // Opening it fails too, and says so.
    }
    const stream = createWriteStream(file, { flags: 'a' });
    stream.on('error', () => {
      // The worker's output is worth less than the worker.
      this.#file = undefined;
    });
    for (const chunk of this.#early) stream.write(chunk);
    this.#early = [];
    this.#file = stream;
  }

  /** The worker has ended: resolves when all is written. An empty file is not worth keeping. */
  async close(): Promise<void> {
    const file = this.#file;
    this.#file = undefined;
    if (!file) return;
    await new Promise<void>((resolve) => {
      file.once('close', resolve);
      file.end();
    });
    if (file.bytesWritten === 0) rmSync(file.path, { force: true });
  }

  #sink(next: Writable | undefined): Writable {
    return new Writable({
      write: (chunk: Buffer, _, done) => {
        if (this.#file) this.#file.write(chunk);
        else this.#early.push(chunk);
        if (next && !next.write(chunk)) next.once('drain', done);
        else done();
      },
    });
  }
}
