import { readFileSync } from 'node:fs';
import path from 'node:path';
import type { StatusPage } from './statusPages.ts';

/** While offline, whether the file is still there is asked at most this often, in milliseconds. */
const recheckMilliseconds = 200;

/** `app_offline.htm`: as long as it is in the site's folder, its content is the answer to everything. */
export class AppOffline {
  readonly file: string;
  #content: Buffer | undefined;
  #checkedAt = 0;

  constructor(physicalPath: string) {
    this.file = path.join(physicalPath, 'app_offline.htm');
    this.check();
  }

  /** True when the file was there when last looked at. */
  get isOffline(): boolean {
    return this.#content !== undefined;
  }

  /** Looks at the file. */
  check(): void {
    this.#checkedAt = performance.now();
    try {
      this.#content = readFileSync(this.file);
    } catch {
      this.#content = undefined;
    }
  }

  /** The answer while offline. Costs nothing while online. */
  page(): StatusPage | undefined {
    if (!this.#content) return undefined;
    if (performance.now() - this.#checkedAt >= recheckMilliseconds) this.check();
    if (!this.#content) return undefined;
    return {
      status: 503,
      reason: 'Service Unavailable',
      contentType: 'text/html',
      body: this.#content,
    };
  }
}
