import { existsSync, mkdirSync, statSync } from 'node:fs';
import { basename, join, resolve } from 'node:path';
import { HostingEnvironment } from './hostingEnvironment.ts';
import { HostSettingKeys } from './hostSettingKeys.ts';
import type { Settings } from './settings.ts';

const defaultShutdownTimeoutSeconds = 5;

/** Finds out where and as what the app runs. Throws when the content root does not exist. */
export function createHostingEnvironment(settings: Settings): HostingEnvironment {
  const contentRootPath = resolve(settings.get(HostSettingKeys.contentRoot) ?? '');
  if (!isFolder(contentRootPath)) {
    throw new Error(`The content root '${contentRootPath}' does not exist.`);
  }
  return new HostingEnvironment({
    environmentName: settings.get(HostSettingKeys.environment) || 'Production',
    applicationName: settings.get(HostSettingKeys.applicationName) || basename(contentRootPath),
    contentRootPath,
    webRootPath: findWebRoot(contentRootPath, settings.get(HostSettingKeys.webRoot)),
  });
}

/** How long a graceful stop may take, in milliseconds. Anything but digits is ignored. */
export function shutdownTimeout(settings: Settings): number {
  const text = settings.get(HostSettingKeys.shutdownTimeoutSeconds) ?? '';
  return (/^\d+$/.test(text) ? Number(text) : defaultShutdownTimeoutSeconds) * 1000;
}

/** A folder that was asked for is made; `wwwroot` counts only when it is there. */
function findWebRoot(contentRootPath: string, configured: string | undefined): string | undefined {
  if (configured) {
    const path = resolve(contentRootPath, configured);
    if (!existsSync(path)) mkdirSync(path, { recursive: true });
    return path;
  }
  const path = join(contentRootPath, 'wwwroot');
  return isFolder(path) ? path : undefined;
}

function isFolder(path: string): boolean {
  return statSync(path, { throwIfNoEntry: false })?.isDirectory() ?? false;
}
