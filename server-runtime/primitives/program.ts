/** How this process was started, so that it can be started once more. */
export interface Program {
  /** The file for Node, and the arguments of the program. */
  args: readonly string[];
  /** The folder that it starts in. */
  cwd: string;
}

/** The same for every copy of the runtime in a process. */
const key = Symbol.for('server-profiles.program');
const folderAtStart = process.cwd();

/** Says how to start this program again, where that is not its own command line. */
export function setProgram(program: Program): void {
  Reflect.set(globalThis, key, program);
}

/** How to start this program again: as {@link setProgram} said, else by its own command line. */
export function currentProgram(): Program {
  const program = Reflect.get(globalThis, key) as Program | undefined;
  return program ?? { args: process.argv.slice(1), cwd: folderAtStart };
}
