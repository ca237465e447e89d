import { EventEmitter, type Pseudoterminal, type Terminal, ThemeIcon, window } from 'vscode';

import type { Disposable } from '../../core/base/disposable.ts';

/** What a person does in the terminal of a run. */
export interface RunTerminalListener {
  /** Typed something while the run goes on. */
  input(text: string): void;
  /** Pressed Ctrl+C. */
  interrupt(): void;
  /** Closed the terminal. */
  closed(): void;
}

const clearScreen = '\u001b[2J\u001b[3J\u001b[H';
const ctrlC = '\u0003';

/**
 * A terminal of one profile. It stays when the run has ended, so that its output can be read, and serves the next run
 * of the profile.
 */
export class RunTerminal implements Pseudoterminal, Disposable {
  readonly #terminal: Terminal;
  readonly #written = new EventEmitter<string>();
  #listener: RunTerminalListener | undefined;
  /** Output from before the terminal was drawn; the editor drops what is written then. */
  #early: string | undefined = '';
  #isClosed = false;

  readonly onDidWrite = this.#written.event;

  constructor(name: string) {
    this.#terminal = window.createTerminal({
      name,
      pty: this,
      iconPath: new ThemeIcon('server-process'),
      isTransient: true,
    });
  }

  /** Whether the person has closed it, so that it is of no use any more. */
  get isClosed(): boolean {
    return this.#isClosed;
  }

  /** Starts a run: the screen is cleared, input and Ctrl+C go to the listener. */
  begin(listener: RunTerminalListener): void {
    this.#listener = listener;
    this.#write(clearScreen);
  }

  /** Shows output as a process writes it. */
  write(text: string): void {
    this.#write(text.replaceAll(/\r?\n/g, '\r\n'));
  }

  /** Ends the run with a last line. */
  end(line: string): void {
    this.#listener = undefined;
    this.#write(`\r\n\u001b[2m${line}\u001b[22m\r\n`);
  }

  /** Brings it in front, without taking the focus from the editor. */
  show(): void {
    this.#terminal.show(true);
  }

  open(): void {
    const early = this.#early;
    this.#early = undefined;
    if (early) this.#written.fire(early);
  }

  close(): void {
    this.#isClosed = true;
    this.#listener?.closed();
    this.#written.dispose();
  }

  handleInput(data: string): void {
    if (data === ctrlC) {
      this.#write('^C\r\n');
      this.#listener?.interrupt();
      return;
    }
    const text = data.replaceAll('\r', '\n');
    this.write(text);
    this.#listener?.input(text);
  }

  dispose(): void {
    this.#terminal.dispose();
  }

  #write(text: string): void {
    if (this.#isClosed) return;
    if (this.#early === undefined) this.#written.fire(text);
    else this.#early += text;
  }
}
