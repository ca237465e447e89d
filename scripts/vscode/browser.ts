import { join } from 'node:path';
import { chromium, type BrowserContext } from 'playwright-core';
import type { RunDirectory } from './runDirectory.ts';

/** Headless Chromium with a profile of its own; the path comes from CHROMIUM, as scripts/test.mjs found it. */
export function startBrowser(
  run: RunDirectory,
  options: { width?: number; height?: number } = {},
): Promise<BrowserContext> {
  const { width = 1280, height = 800 } = options;
  return chromium.launchPersistentContext(join(run.path, 'chromium'), {
    executablePath: process.env['CHROMIUM'] ?? '/usr/bin/chromium',
    headless: true,
    viewport: { width, height },
    // The editor's clipboard is the page's.
    permissions: ['clipboard-read', 'clipboard-write'],
    args: [
      // As root in a container there is no sandbox to be had; the pages are our own.
      '--no-sandbox',
      '--disable-gpu',
      '--disable-quic',
      '--no-first-run',
      '--disable-background-networking',
      '--disable-component-update',
      '--disable-sync',
    ],
    env: { ...process.env, HOME: run.home },
  });
}
