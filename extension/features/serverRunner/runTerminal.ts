import { EventEmitter, type Pseudoterminal, type Terminal, ThemeIcon, window } from 'vscode';

import type { Disposable } from '../../core/base/disposable.ts';
import { LineInput } from './lineInput.ts';

/** What a person does in the terminal of a run. */
export interface RunTerminalListener {
  /** Typed whole lines while the run goes on. */
  input(text: string): void;
  /** Pressed Ctrl+D: nothing more will be typed. */
  inputEnd(): void;
  /** Pressed Ctrl+C. */
  interrupt(): void;
  /** Closed the terminal. */
  closed(): void;
}

const clearScreen = '\u001b[2J\u001b[3J\u001b[H';
const ctrlC = '\u0003';

/** Characters that are written again into a terminal that was closed: some thousand lines, as the editor keeps itself. */
const keptLength = 200_000;

/**
 * A terminal of one profile. It stays when the run has ended, so that its output can be read, and serves the next run
 * of the profile. Once the person has closed it, it comes back with what it said when it is shown.
 */
export class RunTerminal implements Pseudoterminal, Disposable {
  readonly #name: string;
  readonly #written = new EventEmitter<string>();
  readonly #typed = new LineInput();
  /** Undefined once the person has closed it. */
  #terminal: Terminal | undefined;
  #listener: RunTerminalListener | undefined;
  /** What the run has written. */
  #output = '';
  /** Whether the terminal is drawn; the editor drops what is written before. */
  #isOpen = false;

  readonly onDidWrite = this.#written.event;

  constructor(name: string) {
    this.#name = name;
    this.#terminal = this.#create();
  }

  /** Whether the person has closed it. */
  get isClosed(): boolean {
    return this.#terminal === undefined;
  }

  /** Starts a run: the screen is cleared, input and Ctrl+C go to the listener. */
  begin(listener: RunTerminalListener): void {
    this.#listener = listener;
    this.#typed.clear();
    this.#output = '';
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
    this.#terminal ??= this.#create();
    this.#terminal.show(true);
  }

  open(): void {
    this.#isOpen = true;
    if (this.#output) this.#written.fire(this.#output);
  }

  close(): void {
    this.#isOpen = false;
    this.#terminal = undefined;
    this.#listener?.closed();
  }

  handleInput(data: string): void {
    // Once the run is over nobody reads it.
    if (!this.#listener) return;
    if (data === ctrlC) {
      this.#typed.clear();
      this.#write('^C\r\n');
      this.#listener.interrupt();
      return;
    }
    const { shown, sent, isEnd } = this.#typed.type(data);
    if (shown) this.#write(shown);
    if (sent) this.#listener.input(sent);
    if (isEnd) this.#listener.inputEnd();
  }

  dispose(): void {
    this.#terminal?.dispose();
    this.#written.dispose();
  }

  #create(): Terminal {
    return window.createTerminal({
      name: this.#name,
      pty: this,
      iconPath: new ThemeIcon('server-process'),
      isTransient: true,
    });
  }

  #write(text: string): void {
    this.#output += text;
    // Not at each text: to cut costs as much as all that is kept.
    if (this.#output.length > 2 * keptLength) this.#output = lastLines(this.#output, keptLength);
    if (this.#isOpen) this.#written.fire(text);
  }
}

/** What begins with a whole line and is at most that long. */
function lastLines(text: string, length: number): string {
  const end = text.slice(-length);
  return end.slice(end.indexOf('\n') + 1);
}
