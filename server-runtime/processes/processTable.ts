import { readFileSync, readdirSync } from 'node:fs';
import { runTool } from './runTool.ts';

/** One process, as far as it matters for telling whose it is. */
export interface ProcessEntry {
  pid: number;
  parent: number;
  /** The process group; 0 where the OS has none. */
  group: number;
  /** File name of its program. */
  name: string;
}

/** All live processes that the OS shows us; empty when it does not tell. */
export async function readProcessTable(): Promise<ProcessEntry[]> {
  if (process.platform === 'linux') return readProc();
  if (process.platform === 'win32') {
    const query = 'Get-CimInstance Win32_Process | Select-Object ProcessId,ParentProcessId,Name';
    const script = `${query} | ConvertTo-Csv -NoTypeInformation`;
    return parseProcessCsv(await runTool('powershell', ['-NoProfile', '-Command', script]));
  }
  return parsePs(await runTool('ps', ['-axo', 'pid=,ppid=,pgid=,comm=']));
}

/** The process and everything that descends from it or runs in the group that it leads. */
export function processTree(table: readonly ProcessEntry[], root: number): Set<number> {
  const tree = new Set([root]);
  for (let before = 0; before !== tree.size;) {
    before = tree.size;
    for (const entry of table) {
      if (tree.has(entry.parent) || entry.group === root) tree.add(entry.pid);
    }
  }
  return tree;
}

/** Reads `ps -axo pid=,ppid=,pgid=,comm=`. */
export function parsePs(text: string): ProcessEntry[] {
  return [...text.matchAll(/^\s*(\d+)\s+(\d+)\s+(\d+)\s+(.+?)\s*$/gm)].map((match) => ({
    pid: Number(match[1]),
    parent: Number(match[2]),
    group: Number(match[3]),
    name: match[4]!.replace(/^.*\//, ''),
  }));
}

/** Reads PowerShell's CSV of `ProcessId,ParentProcessId,Name`. */
export function parseProcessCsv(text: string): ProcessEntry[] {
  return [...text.matchAll(/^"(\d+)","(\d+)","([^"]*)"\s*$/gm)].map((match) => ({
    pid: Number(match[1]),
    parent: Number(match[2]),
    group: 0,
    name: match[3]!.replace(/\.exe$/i, ''),
  }));
}

/**
 * Reads one `/proc/<pid>/stat` (proc(5)); undefined for a zombie, which holds nothing any more. The name is in
 * parentheses and may itself hold spaces and parentheses.
 */
export function parseProcStat(text: string): ProcessEntry | undefined {
  const match = /^(\d+) \((.*)\) (\S) (\d+) (\d+) /s.exec(text);
  if (!match || match[3] === 'Z' || match[3] === 'X') return undefined;
  return {
    pid: Number(match[1]),
    name: match[2]!,
    parent: Number(match[4]),
    group: Number(match[5]),
  };
}

/** Linux: all live processes. */
export function readProc(): ProcessEntry[] {
  const entries: ProcessEntry[] = [];
  for (const folder of readdirSync('/proc')) {
    if (!/^\d+$/.test(folder)) continue;
    try {
      const entry = parseProcStat(readFileSync(`/proc/${folder}/stat`, 'latin1'));
      if (entry) entries.push(entry);
    } catch {
      // It ended while we looked.
    }
  }
  return entries;
}
