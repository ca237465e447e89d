/**
 * The VS Code window as an image, into .build/screenshots; the path, or undefined where nothing takes pictures (a desktop
 * VS Code). The page belongs to codeShim.ts, which is asked over HTTP.
 */
export async function takeScreenshot(name: string): Promise<string | undefined> {
  const service = process.env['HOST_SCREENSHOT_SERVICE'];
  if (!service) return undefined;
  try {
    const response = await fetch(`${service}/${encodeURIComponent(name)}`, {
      signal: AbortSignal.timeout(15_000),
    });
    return response.ok ? await response.text() : undefined;
  } catch {
    return undefined;
  }
}
