import { packExtension, writeExtension } from './packExtension.ts';

const manifest = {
  name: 'dotnet-debugger',
  activationEvents: ['onDebug'],
  contributes: { debuggers: [{ type: 'coreclr', label: 'Test' }] },
};

/**
 * Of an entry of launch.json it takes `refuses`: a request (`initialize`, `launch`) that it does not do, or `start` when it is
 * not there at all, and `restarts`: whether it can start the program again by itself.
 */
const program = `
const { spawn } = require('node:child_process');
const { debug, DebugAdapterExecutable, DebugAdapterInlineImplementation, EventEmitter } = require('vscode');

class Adapter {
  constructor({ refuses, restarts = false }) {
    this.refuses = refuses;
    this.capabilities = { supportsTerminateRequest: true, supportsRestartRequest: restarts };
    this.sent = new EventEmitter();
    this.onDidSendMessage = this.sent.event;
  }
  handleMessage({ seq, command, arguments: asked }) {
    if (command === this.refuses) {
      const body = { error: { id: 1, format: 'Refused.', showUser: false } };
      return this.send({ type: 'response', request_seq: seq, success: false, command, body });
    }
    if (command === 'launch') this.start((this.launched = asked));
    if (command === 'restart') {
      const { app } = this;
      this.app = undefined;
      app.once('close', () => this.start(this.launched));
      app.kill();
    }
    if (command === 'terminate' || command === 'disconnect') this.app?.kill();
    const bodies = { initialize: this.capabilities, threads: { threads: [] } };
    this.send({ type: 'response', request_seq: seq, success: true, command, body: bodies[command] });
    if (command === 'initialize') this.send({ type: 'event', event: 'initialized' });
  }
  start({ program, args, cwd, env }) {
    const command = program.endsWith('.dll') ? ['dotnet', program, ...args] : [program, ...args];
    const app = spawn(command[0], command.slice(1), { cwd, env: { ...process.env, ...env }, stdio: 'ignore' });
    this.app = app;
    const body = { name: program, systemProcessId: app.pid, isLocalProcess: true, startMethod: 'launch' };
    this.send({ type: 'event', event: 'process', body });
    app.once('close', () => this.app === app && this.send({ type: 'event', event: 'terminated' }));
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
    createDebugAdapterDescriptor: ({ configuration }) =>
      configuration.refuses === 'start'
        ? new DebugAdapterExecutable('/nowhere/debugger')
        : new DebugAdapterInlineImplementation(new Adapter(configuration)),
  }),
);
`;

/** Packs an extension with a debugger of type `coreclr`, which only starts and ends the program; returns its .vsix. */
export function packDotnetDebugger(parent: string): string {
  return packExtension(parent, manifest, program);
}

/** Writes that extension into a folder, which it returns. */
export function writeDotnetDebugger(parent: string): string {
  return writeExtension(parent, manifest, program);
}
