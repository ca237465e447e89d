import { packExtension } from '../support/packExtension.ts';

const manifest = {
  name: 'dotnet-debugger',
  activationEvents: ['onDebug'],
  contributes: { debuggers: [{ type: 'coreclr', label: 'Test' }] },
};

const program = `
const { spawn } = require('node:child_process');
const { debug, DebugAdapterInlineImplementation, EventEmitter } = require('vscode');

class Adapter {
  constructor() {
    this.sent = new EventEmitter();
    this.onDidSendMessage = this.sent.event;
  }
  handleMessage({ seq, command, arguments: launch }) {
    if (command === 'launch') {
      const { program, args, cwd, env } = launch;
      const command = program.endsWith('.dll') ? ['dotnet', program, ...args] : [program, ...args];
      this.app = spawn(command[0], command.slice(1), { cwd, env: { ...process.env, ...env }, stdio: 'ignore' });
      this.app.once('close', () => this.send({ type: 'event', event: 'terminated' }));
    }
    if (command === 'disconnect') this.app?.kill();
    this.send({ type: 'response', request_seq: seq, success: true, command, body: command === 'threads' ? { threads: [] } : undefined });
    if (command === 'initialize') this.send({ type: 'event', event: 'initialized' });
  }
  send(message) {
    this.sent.fire({ seq: 0, ...message });
  }
  dispose() {
    this.app?.kill();
  }
}

exports.activate = ({ subscriptions }) => subscriptions.push(
  debug.registerDebugAdapterDescriptorFactory('coreclr', {
    createDebugAdapterDescriptor: () => new DebugAdapterInlineImplementation(new Adapter()),
  }),
);
`;

/** Packs an extension with a debugger of type `coreclr`, which only starts and ends the program; returns its .vsix. */
export function packDotnetDebugger(parent: string): string {
  return packExtension(parent, manifest, program);
}
