/** What came of the keys that were pressed. */
export interface TypedLine {
  /** What the terminal shows of it. */
  readonly shown: string;
  /** Whole lines, for the program. */
  readonly sent: string;
  /** Whether the person has said that nothing more comes. */
  readonly isEnd: boolean;
}

/** Keys that a terminal sends as several characters (arrows, function keys), the ends of lines, and the rest one by one. */
// oxlint-disable-next-line no-control-regex
const keys = /\u001b(?:\[[0-9;?]*[ -/]*[@-~]|O.|.)?|\r\n|[^]/gu;

/** What a terminal draws in two cells, nearly always. */
const wide =
  /[\p{Script=Han}\p{Script=Hangul}\p{Script=Hiragana}\p{Script=Katakana}\p{Emoji_Presentation}\uff01-\uff60]/u;

/**
 * A program that reads what is typed expects lines that a person could correct, as the terminal of an operating system has
 * them (POSIX, General Terminal Interface, canonical mode): Backspace takes back a character, Ctrl+U the line, and Ctrl+D on
 * an empty line ends the input.
 */
export class LineInput {
  #line: string[] = [];

  /** Takes keys as a terminal sends them; a pasted text may have several lines. */
  type(text: string): TypedLine {
    let [shown, sent, isEnd] = ['', '', false];
    for (const [key] of text.matchAll(keys)) {
      if (key === '\r' || key === '\n' || key === '\r\n') {
        shown += '\r\n';
        sent += `${this.#line.join('')}\n`;
        this.clear();
      } else if (key === '\u007f' || key === '\b') shown += erased(this.#line.splice(-1));
      else if (key === '\u0015') shown += erased(this.#line.splice(0));
      else if (key === '\u0004') isEnd ||= this.#line.length === 0;
      else if (key === '\t' || key >= ' ') {
        this.#line.push(key);
        // As one cell, so that it can be taken back.
        shown += key === '\t' ? ' ' : key;
      }
    }
    return { shown, sent, isEnd };
  }

  /** Forgets what was typed and not sent. */
  clear(): void {
    this.#line = [];
  }
}

function erased(characters: readonly string[]): string {
  return characters.map((one) => '\b \b'.repeat(wide.test(one) ? 2 : 1)).join('');
}
