/** Files by which people start apps, the likeliest first. */
const programs =
  'server.js app.js index.js main.js server.mjs index.mjs server.ts app.ts index.ts app.py main.py server.py';

/**
 * The command line of the program that a folder with these names is likely to be about: what to begin an answer with.
 * Only Windows calls Python 3 `python` wherever it is installed.
 */
export function programThere(names: readonly string[], platform: string): string {
  const python = platform === 'win32' ? 'python' : 'python3';
  const file = programs.split(' ').find((name) => names.includes(name));
  if (file !== undefined) return `${file.endsWith('.py') ? python : 'node'} ${file}`;
  return names.includes('package.json') ? 'npm start' : 'node server.js';
}
