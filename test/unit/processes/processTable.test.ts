import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import {
  parseProcStat,
  parseProcessCsv,
  parsePs,
  processTree,
} from '../../../server-runtime/processes/processTable.ts';

describe('The process table', () => {
  it('reads /proc/<pid>/stat whatever the name holds', () => {
    assert.deepEqual(parseProcStat('77 (a (b) c) S 12 70 70 0 -1 4194304'), {
      pid: 77,
      name: 'a (b) c',
      parent: 12,
      group: 70,
    });
  });

  it('leaves zombies out', () => {
    assert.equal(parseProcStat('77 (gone) Z 12 70 70 0 -1 4194304'), undefined);
  });

  it('reads what ps prints on macOS', () => {
    const text =
      '    1     0     1 /sbin/launchd\n  501     1   501 /Applications/My App.app/My App\n';
    assert.deepEqual(parsePs(text), [
      { pid: 1, parent: 0, group: 1, name: 'launchd' },
      { pid: 501, parent: 1, group: 501, name: 'My App' },
    ]);
  });

  it('reads what PowerShell prints', () => {
    const text =
      '"ProcessId","ParentProcessId","Name"\r\n"4","0","System"\r\n"88","4","node.exe"\r\n';
    assert.deepEqual(parseProcessCsv(text), [
      { pid: 4, parent: 0, group: 0, name: 'System' },
      { pid: 88, parent: 4, group: 0, name: 'node' },
    ]);
  });
});

describe('processTree', () => {
  const entry = (pid: number, parent: number, group: number) => ({ pid, parent, group, name: '' });

  it('holds descendants, and members of the group whose parents are gone', () => {
    const table = [entry(30, 20, 20), entry(20, 10, 20), entry(40, 1, 20), entry(50, 1, 50)];
    assert.deepEqual(
      [...processTree(table, 20)].toSorted((a, b) => a - b),
      [20, 30, 40],
    );
  });
});
