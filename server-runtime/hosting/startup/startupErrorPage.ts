import { errorDetailsStyle, formatErrorDetails } from '../../http/errorDetails/errorDetails.ts';
import type { RequestDelegate } from '../../http/requestDelegate.ts';

/**
 * Answers every request with 500 and a page that says why the app did not start. The details, with the lines of source
 * around each frame, are for developers only.
 */
export function startupErrorPage(error: unknown, isDetailed: boolean): RequestDelegate {
  const page = layout(
    isDetailed
      ? `${formatErrorDetails(error)}\n<footer>Node ${process.version} on ${process.platform}</footer>`
      : '<p>Details are shown in the Development environment, or with the setting detailedErrors. The log has them too.</p>',
  );
  return async ({ response }) => {
    response.statusCode = 500;
    response.headers.set('Cache-Control', 'no-cache,no-store');
    response.headers.set('Pragma', 'no-cache');
    response.contentType = 'text/html; charset=utf-8';
    await response.write(page);
  };
}

function layout(body: string): string {
  return `<!DOCTYPE html>
<html lang="en">
<head><meta charset="utf-8"><title>Application startup error</title>
<style>${errorDetailsStyle}</style></head>
<body>
<h1>An error occurred while starting the application</h1>
${body}
</body>
</html>
`;
}
