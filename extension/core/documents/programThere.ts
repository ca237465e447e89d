/** Programs by which people start apps, the likeliest first. */
const programs: readonly (readonly [
  command: string,
  stems: readonly string[],
  endings: readonly string[],
])[] = [
  ['node', ['server', 'app', 'index', 'main'], ['js', 'mjs', 'cjs', 'ts', 'mts']],
  ['python', ['app', 'main', 'server'], ['py']],
];

/** The command line of the program that a folder with these names is likely to be about: what to begin an answer with. */
export function programThere(names: readonly string[]): string {
  for (const [command, stems, endings] of programs) {
    const files = stems.flatMap((stem) => endings.map((ending) => `${stem}.${ending}`));
    const file = files.find((name) => names.includes(name));
    if (file !== undefined) return `${command} ${file}`;
  }
  return names.includes('package.json') ? 'npm start' : 'node server.js';
}
