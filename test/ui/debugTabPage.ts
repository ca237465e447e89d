import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Frame, Locator } from 'playwright-core';
import { patience, runCommand, showTree, until, type Workbench } from './workbench.ts';

/** The Debug tab as a person sees it: a page object over the frame of the webview in front. */
export class DebugTabPage {
  readonly #workbench: Workbench;
  #frame: Frame | undefined;

  constructor(workbench: Workbench) {
    this.#workbench = workbench;
  }

  /** For what only a script in the page, or a locator of the test's own, can tell. */
  get frame(): Frame {
    if (!this.#frame) throw new Error('the Debug tab is not open yet');
    return this.#frame;
  }

  /** Opens the tab on the profiles of the workspace. */
  async open(): Promise<void> {
    await showTree(this.#workbench);
    await runCommand(this.#workbench, 'Server Profiles: Open Debug Tab');
    await this.find();
  }

  /** Finds the tab in front once it shows a profile; to be called again when the editor has made its page anew. */
  async find(timeout = patience): Promise<void> {
    const heading = this.#workbench.page
      .frameLocator('iframe.webview.ready')
      .frameLocator('#active-frame')
      .locator('h1');
    await heading.waitFor({ timeout });
    const frame = await (await heading.elementHandle())?.ownerFrame();
    if (!frame) throw new Error('the Debug tab has no page');
    this.#frame = frame;
  }

  /** The first profile of the list whose name contains this. */
  row(name: string): Locator {
    return this.frame.locator('.profile .name', { hasText: name }).first();
  }

  /** The names in the list. */
  labels(): Locator {
    return this.frame.locator('.profile .label');
  }

  /** The row of the profile that is shown. */
  selectedRow(): Locator {
    return this.frame.locator('.profile.selected .name');
  }

  field(label: string): Locator {
    return this.frame.getByLabel(label, { exact: true });
  }

  button(name: string): Locator {
    return this.frame.getByRole('button', { name, exact: true });
  }

  combobox(label: string): Locator {
    return this.frame.getByRole('combobox', { name: label, exact: true });
  }

  /** The line of the effective launch that contains a text. */
  effective(text: string): Locator {
    return this.frame.locator('.effective code', { hasText: text });
  }

  /** The first error that stands at a field. */
  error(): Locator {
    return this.frame.locator('.problems .error').first();
  }

  /** Waits until the form shows a profile. */
  async shows(name: string): Promise<void> {
    await this.frame.getByRole('heading', { name, exact: true, level: 1 }).waitFor();
  }

  async select(name: string): Promise<void> {
    await this.row(name).click();
    await this.shows(name);
  }

  /** Chooses from a list of the form. */
  async choose(label: string, option: string): Promise<void> {
    await this.combobox(label).click();
    await this.frame.getByRole('option', { name: option, exact: true }).click();
  }

  /** Waits until a field holds a value. */
  async holds(id: string, value: string): Promise<void> {
    await this.frame.waitForFunction(
      ([name, wanted]) =>
        document.querySelector<HTMLInputElement>(`#field-${name}`)?.value === wanted,
      [id, value] as const,
    );
  }

  /** Waits until the list has the profiles in this order. */
  async lists(names: readonly string[]): Promise<void> {
    await this.frame.waitForFunction(
      (wanted) =>
        [...document.querySelectorAll('.profile .label')]
          .map((label) => label.textContent)
          .join() === wanted,
      names.join(),
    );
  }

  /** Waits until the page is one column, as it is where there is little room. */
  async isOneColumn(): Promise<void> {
    await this.frame.waitForFunction(
      () => getComputedStyle(document.querySelector('.panes')!).display === 'block',
    );
  }

  /** The file that the tab is on. */
  get settingsFile(): string {
    return join(this.#workbench.folder, 'Properties', 'launchSettings.json');
  }

  /** What is on the disk. */
  savedText(): string {
    return readFileSync(this.settingsFile, 'utf8');
  }

  /** Saves, and waits until the file says so; returns its text. */
  async save(condition: (text: string) => boolean): Promise<string> {
    await this.#workbench.page.keyboard.press('Control+s');
    let text = '';
    await until(
      () => `the file says so: ${text}`,
      () => {
        text = this.savedText();
        // Empty it is while the editor writes it.
        return text !== '' && condition(text);
      },
    );
    return text;
  }
}
