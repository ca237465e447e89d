// The Debug tab for people who use the keyboard alone, a screen reader, or twice the size.
import assert from 'node:assert/strict';
import { writeFileSync } from 'node:fs';
import { before, describe, it } from 'node:test';
import { DebugTabPage } from './debugTabPage.ts';
import { inputBox, runCommand, useWorkbench } from './workbench.ts';

describe('The Debug tab, for everybody', () => {
  const workbench = useWorkbench('debugTabAccess');
  const tab = new DebugTabPage(workbench);
  before(async () => {
    await tab.open();
    await tab.select('ServersDemo');
  });

  /** Marks what can be used, and tells how many there are. */
  async function markControls(): Promise<number> {
    return tab.frame.evaluate(() => {
      const selector =
        'button:not([disabled]), input, vscode-textfield, select, vscode-button:not([disabled])';
      const controls = [...document.querySelectorAll<HTMLElement>(selector)].filter(
        (control) =>
          control.checkVisibility() &&
          (control.tabIndex >= 0 || control.shadowRoot?.delegatesFocus),
      );
      controls.forEach((control, index) => control.setAttribute('data-control', String(index)));
      return controls.length;
    });
  }

  const focused = (): Promise<string | null> =>
    tab.frame.evaluate(() => document.activeElement?.getAttribute('data-control') ?? null);

  it('is reached whole with the Tab key, in the order in which it is read', async () => {
    await tab.selectedRow().focus();
    const count = await markControls();
    assert.ok(count > 15, String(count));
    const visited = [await focused()];
    for (let step = 1; step < count; step++) {
      await workbench.page.keyboard.press('Tab');
      visited.push(await focused());
    }
    assert.deepEqual(
      visited,
      Array.from({ length: count }, (_, index) => String(index)),
    );
  });

  it('presses buttons with Enter and the blank, without scrolling', async () => {
    const add = tab.button('Add Variable');
    const name = tab.field('Name of variable 2');
    for (const key of ['Enter', ' ']) {
      await add.focus();
      const before = await tab.frame.evaluate(() => document.querySelector('.detail')!.scrollTop);
      await workbench.page.keyboard.press(key);
      await name.waitFor();
      await tab.frame.waitForFunction(() => document.activeElement?.id === 'field-env-1-name');
      const after = await tab.frame.evaluate(() => document.querySelector('.detail')!.scrollTop);
      assert.ok(Math.abs(after - before) < 100, `${before} → ${after}`);
      await workbench.page.keyboard.press('Shift+Tab');
      await name.waitFor({ state: 'detached' });
    }
  });

  it('adds a variable with the keyboard alone', async () => {
    await tab.button('Add Variable').focus();
    await workbench.page.keyboard.press('Enter');
    await tab.frame.waitForFunction(() => document.activeElement?.id === 'field-env-1-name');
    const { keyboard } = workbench.page;
    const refusal = tab.frame.locator('.problems', { hasText: 'cannot be empty' });
    // A row with a value waits for its name.
    await keyboard.press('Tab');
    await keyboard.type('only');
    await keyboard.press('Tab');
    await keyboard.press('Tab');
    await refusal.waitFor();
    const name = tab.field('Name of variable 2');
    await name.focus();
    await keyboard.type('KE=YS');
    await refusal.waitFor({ state: 'detached' });
    await keyboard.press('Tab');
    await refusal.waitFor();
    assert.equal(await name.inputValue(), 'KE=YS');
    assert.equal(await name.getAttribute('aria-invalid'), 'true');
    await keyboard.press('Shift+Tab');
    // Ctrl+A goes by way of the editor, which does it a moment later.
    await keyboard.press('Home');
    await keyboard.press('Shift+End');
    await keyboard.type('KEYS');
    await keyboard.press('Enter');
    await tab.effective('KEYS=only').waitFor();
    const remove = tab.button('Remove KEYS');
    await remove.focus();
    await workbench.page.keyboard.press('Enter');
    await remove.waitFor({ state: 'detached' });
  });

  it('leads on to another row when one is removed, or to what adds one, and tells it', async () => {
    const { keyboard } = workbench.page;
    const announced = (text: string): Promise<void> =>
      tab.frame.locator('[aria-live]', { hasText: text }).waitFor({ state: 'attached' });
    const isFocused = (selector: string): Promise<unknown> =>
      tab.frame.waitForFunction(
        (wanted) => document.activeElement?.matches(wanted) ?? false,
        selector,
      );
    await tab.button('Add HTTP').click();
    const second = tab.field('Application URL 2');
    await second.waitFor();
    const removals = [
      [await tab.field('Application URL 1').inputValue(), '#field-url-0'],
      [await second.inputValue(), 'fieldset vscode-button'],
      ['ASPNETCORE_ENVIRONMENT', '[aria-labelledby="section-environment"] vscode-button'],
    ] as const;
    for (const [name, next] of removals) {
      const remove = tab.button(`Remove ${name}`);
      await remove.focus();
      await keyboard.press('Enter');
      await remove.waitFor({ state: 'detached' });
      await isFocused(next);
      await announced(`${name} removed`);
    }
    for (const label of ['Name of variable 1', 'Application URL 1', 'Application URL 2']) {
      await keyboard.press('Control+z');
      await tab.field(label).waitFor();
    }
    await keyboard.press('Control+z');
    await second.waitFor({ state: 'detached' });
  });

  it('begins a variable anew when one without a name was removed', async () => {
    const add = tab.button('Add Variable');
    const name = tab.field('Name of variable 2');
    await add.click();
    await tab.field('Value of 2').fill('x');
    await tab.button('Remove').click();
    await name.waitFor({ state: 'detached' });
    await add.click();
    await name.waitFor();
    assert.equal(await name.inputValue(), '');
    assert.equal(await tab.frame.locator('.problems .error').count(), 0);
    await workbench.page.keyboard.press('Tab');
    await add.focus();
    await name.waitFor({ state: 'detached' });
  });

  it('has the focus back where it was when a box of the editor closes', async () => {
    const { page } = workbench;
    const name = tab.selectedRow();
    await name.focus();
    await page.keyboard.press('F2');
    const box = inputBox(workbench);
    await box.waitFor();
    await page.keyboard.press('Escape');
    await box.waitFor({ state: 'hidden' });
    await tab.frame.waitForFunction(
      () => document.hasFocus() && document.activeElement?.matches('.profile.selected .name'),
    );
    await page.keyboard.press('ArrowDown');
    await tab.frame.getByRole('heading', { name: 'ServersDemo (WebListener)', level: 1 }).waitFor();
    await tab.select('ServersDemo');
  });

  interface AccessibleNode {
    role?: { value: string };
    name?: { value: string };
    description?: { value: string };
    value?: { value: string };
    properties?: { name: string; value: { value: unknown } }[];
  }

  /** What assistive technology is told: the tree of the webview's own frame. */
  async function accessibleNodes(): Promise<AccessibleNode[]> {
    const session = await workbench.page.context().newCDPSession(workbench.page);
    try {
      interface FrameTree {
        frame: { id: string; name?: string };
        childFrames?: FrameTree[];
      }
      const { frameTree } = (await session.send('Page.getFrameTree')) as { frameTree: FrameTree };
      const ids = (tree: FrameTree): string[] => [
        ...(tree.frame.name === 'active-frame' ? [tree.frame.id] : []),
        ...(tree.childFrames ?? []).flatMap(ids),
      ];
      const trees = ids(frameTree).map(async (frameId) => {
        const { nodes } = (await session.send('Accessibility.getFullAXTree', { frameId })) as {
          nodes: AccessibleNode[];
        };
        return nodes;
      });
      return (await Promise.all(trees)).flat();
    } finally {
      await session.detach();
    }
  }

  async function accessible(role: string, name: string): Promise<AccessibleNode> {
    const nodes = await accessibleNodes();
    const node = nodes.find((each) => each.role?.value === role && each.name?.value === name);
    const known = nodes
      .filter(({ name: own }) => own?.value)
      .map((each) => `${each.role?.value} ${each.name?.value}`);
    assert.ok(node, `${role} ${name} among\n${known.join('\n')}`);
    return node;
  }

  it('tells screen readers the name, the value, the help and the error of a field', async () => {
    const kind = await accessible('combobox', 'Launch kind');
    assert.equal(kind.value?.value, 'Project');
    assert.match(kind.description?.value ?? '', /What starts/);
    const input = tab.field('Application URL 1');
    const before = await input.inputValue();
    await input.fill('nonsense');
    await tab.error().waitFor();
    const url = await accessible('textbox', 'Application URL 1');
    assert.equal(url.value?.value, 'nonsense');
    assert.match(url.description?.value ?? '', /^Error: .*nonsense/);
    const invalid = url.properties?.find(({ name }) => name === 'invalid');
    assert.equal(invalid?.value.value, 'true');
    await input.fill(before);
    await tab.error().waitFor({ state: 'hidden' });
    const browser = await accessible('checkbox', 'Open a browser once the server listens');
    assert.ok(browser.properties?.some(({ name }) => name === 'checked'));
    await accessible('button', 'Run');
    await tab.select('IIS Express');
    const model = await accessible('combobox', 'Hosting model');
    assert.equal(model.value?.value, "Default (the project's)");
    await tab.select('ServersDemo');
    await accessible('navigation', 'Profiles');
  });

  it('moves nothing when a value changes', async () => {
    const tops = (): Promise<string> =>
      tab.frame.evaluate(() =>
        [...document.querySelectorAll('section > h2, vscode-textfield, select')]
          .map((element) => element.getBoundingClientRect().top)
          .map((top, _, [first = 0]) => Math.round(top - first))
          .join(),
      );
    const before = await tops();
    await tab.field('URL').fill('somewhere');
    await tab.field('Value of ASPNETCORE_ENVIRONMENT').fill('Staging');
    await tab.effective('Staging').waitFor();
    assert.equal(await tops(), before);
  });

  it('shows all at twice the size, in one column, and leads everywhere', async () => {
    await runCommand(workbench, 'View: Toggle Primary Side Bar Visibility');
    // What the browser's own zoom does to a window of 1280 pixels: half of them, each twice as large.
    const zoom = await workbench.page.context().newCDPSession(workbench.page);
    await zoom.send('Emulation.setDeviceMetricsOverride', {
      ...{ width: 640, height: 400, deviceScaleFactor: 2, mobile: false },
    });
    await tab.isOneColumn();
    assert.equal(await tab.frame.evaluate(() => devicePixelRatio), 2);
    // The page's own screenshot would be of the size without the zoom.
    const { data } = await zoom.send('Page.captureScreenshot');
    writeFileSync(await workbench.screenshot('debugTab 200 percent'), data, 'base64');
    const cut = await tab.frame.evaluate(() => {
      const width = document.documentElement.clientWidth;
      const selector =
        'h1, h2, label, legend, p, code, th, td, li, vscode-button, vscode-textfield, select, vscode-badge';
      return [...document.querySelectorAll<HTMLElement>(selector)]
        .filter((element) => element.checkVisibility() && !element.classList.contains('sr'))
        .filter((element) => {
          const { left, right } = element.getBoundingClientRect();
          const isInline = getComputedStyle(element).display === 'inline';
          const isCut = !isInline && element.scrollWidth > element.clientWidth + 1;
          return left < 0 || right > width + 0.5 || isCut;
        })
        .map((element) => `${element.tagName} ${element.textContent?.trim().slice(0, 40)}`);
    });
    assert.deepEqual(cut, []);
    await tab.selectedRow().focus();
    const count = await markControls();
    for (let step = 0; step < count; step++) {
      const isInView = await tab.frame.evaluate(() => {
        const control = document.activeElement!;
        const { top, bottom } = control.getBoundingClientRect();
        // The header stays in view, and must not cover what has the focus.
        const header = document.querySelector('.header')!.getBoundingClientRect().bottom;
        const first = control.closest('.form') ? header : 0;
        return bottom > first && top < document.documentElement.clientHeight;
      });
      assert.ok(isInView, `control ${await focused()}`);
      await workbench.page.keyboard.press('Tab');
    }
  });
});
