/** Every `*.test.ts` below a folder of the repository, in order, as absolute paths. */
export function testFiles(folder: string): string[];
