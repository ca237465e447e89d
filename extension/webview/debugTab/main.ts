import { html, nothing, render } from 'lit-html';

import { firstReach, type TabRequest, type TabUpdate } from '../../features/debugTab/protocol.ts';
import { Channel } from './channel.ts';
import { Controller } from './controller.ts';
import { effectiveSection } from './effectiveSection.ts';
import { environmentSection } from './environmentSection.ts';
import type { ViewContext } from './fields.ts';
import { addressSection, browserSection, launchSection } from './formSections.ts';
import { HeldKeys, isOfEditor } from './heldKeys.ts';
import { focusFirstField, keepFocus } from './keepFocus.ts';
import { notices } from './notices.ts';
import { profileHeader } from './profileHeader.ts';
import { focusRow, hasListFocus, profileList } from './profileList.ts';
import { initialState, say } from './state.ts';
import conditionStyles from './styles/conditions.css';
import fieldStyles from './styles/fields.css';
import layoutStyles from './styles/layout.css';
import listStyles from './styles/lists.css';
import { watchPress } from './watchPress.ts';

const channel = new Channel(onUpdate);
const controller = new Controller(initialState, send, schedule);
let isScheduled = false;
/** How far from the selected row rows are drawn: those of the first screen at once, the others when there is time. */
let reach = firstReach;
/** Whether the sections below the first screen are drawn: they follow what people wait for by a frame. */
let isWhole = false;
/** The row that is drawn as selected. */
let drawn = -1;
/** Where the person was before the tab was hidden; once. */
let scrollTop = channel.kept.scrollTop;

function send(request: TabRequest): void {
  channel.post(request);
  if (request.type === 'edit') heldKeys.edited();
}

function onUpdate(...updates: readonly TabUpdate[]): void {
  for (const update of updates) {
    controller.dispatch(update);
    if (update.type === 'settled') heldKeys.settled(update.id);
  }
  // That shows nothing.
  if (updates.every(({ type }) => type === 'settled')) return;
  // At once: the answer to a key stroke is one frame earlier on the screen.
  draw();
  if (updates.some(({ type }) => type === 'begin')) focusFirstField();
  const hasRows = updates.some((update) => update.type === 'model' && update.model.profiles);
  if (isWhole && hasRows) requestIdleCallback(drawMore);
}

function schedule(): void {
  if (isScheduled) return;
  isScheduled = true;
  queueMicrotask(() => {
    if (isScheduled) draw();
  });
}

function draw(): void {
  isScheduled = false;
  if (isPressed()) return;
  const { state } = controller;
  const { model } = state;
  if (!model) return;
  const isEditable = model.syntaxError === undefined && model.readOnly === undefined;
  const context: ViewContext = { controller, isEditable };
  const { form, effective } = model;
  // Who comes back to a place further down needs it at once.
  isWhole ||= scrollTop > 0;
  const isInList = hasListFocus();
  render(
    html`${notices(context)}
      <div class="panes">
        ${profileList(context, reach)}
        <main class="detail" @scroll=${keep} tabindex="-1">
          ${
            form
              ? html`${profileHeader(context)}
                  <div class="form">
                    ${launchSection(context, form)} ${browserSection(context, form)}
                    ${addressSection(context, form)}
                    ${isWhole ? environmentSection(context, form) : nothing}
                    ${isWhole && effective ? effectiveSection(context, effective) : nothing}
                  </div>`
              : html`<div class="empty">
                  <h1>${say(state, 'noProfiles')}</h1>
                  <p class="help">${say(state, 'noProfilesHelp')}</p>
                </div>`
          }
        </main>
      </div>
      <div class="sr" aria-live="polite">${state.announcement}</div>`,
    document.body,
  );
  // Undo may bring back another row than the one that has the focus, or take that one away.
  const selected = state.pending ?? model.selected;
  if (isInList && (selected !== drawn || !hasListFocus())) focusRow(selected);
  drawn = selected;
  keepSelection(model.selected);
  if (scrollTop > 0) {
    document.querySelector('.detail')?.scrollTo({ top: scrollTop });
    scrollTop = 0;
  }
}

/** Once the first screen can be seen. */
function drawWhole(): void {
  isWhole = true;
  draw();
  if (hasAllRows()) requestIdleCallback(drawMore);
  else channel.post({ type: 'rows' });
}

function hasAllRows(): boolean {
  return controller.state.model?.profiles.every((row) => row !== null) ?? true;
}

function drawMore(deadline: IdleDeadline): void {
  const count = controller.state.model?.profiles.length ?? 0;
  if (reach >= count || !hasAllRows()) return;
  // Some rows at a time: the editor itself may live in the same thread.
  do {
    reach += 25;
    draw();
  } while (reach < count && deadline.timeRemaining() > 15);
  requestIdleCallback(drawMore);
}

/** Who uses keys or the pointer may go anywhere in the list. */
function drawAll(): void {
  if (reach === Infinity) return;
  reach = Infinity;
  draw();
}

function keep(): void {
  const top = document.querySelector('.detail')?.scrollTop ?? 0;
  channel.keep({ selected: channel.kept.selected, scrollTop: top });
}

function keepSelection(selected: number): void {
  const { kept } = channel;
  if (kept.selected === selected) return;
  channel.keep({ selected, scrollTop: 0 });
  // A new page is at its top, and to ask for it would lay the page out before it is finished.
  if (kept.selected >= 0 && scrollTop === 0)
    document.querySelector('.detail')?.scrollTo({ top: 0 });
}

// The last ones win: those of narrow pages, and of people who want no motion.
const sheets = [layoutStyles, fieldStyles, listStyles, conditionStyles].map((styles) => {
  const sheet = new CSSStyleSheet();
  sheet.replaceSync(styles);
  return sheet;
});
document.adoptedStyleSheets = [...document.adoptedStyleSheets, ...sheets];
// The editor takes key bindings before a field loses the focus: what was typed has to be in the text by then. Not by a key
// of the field's own, as that which pastes: a name is typed on after it, or gives way to what is pasted.
window.addEventListener(
  'keydown',
  (event) => {
    if (event.key === 'Enter' || isOfEditor(event)) controller.flush();
  },
  { capture: true },
);
const heldKeys = new HeldKeys((id) => channel.post({ type: 'settle', id }));
// Once per save, so not of a key that is held back: that comes again.
window.addEventListener(
  'keydown',
  ({ ctrlKey, metaKey, key }) => {
    if ((ctrlKey || metaKey) && key === 's') channel.post({ type: 'look', isSaving: true });
  },
  { capture: true },
);
window.addEventListener('blur', () => controller.flush());
window.addEventListener('focus', () => channel.post({ type: 'look', isSaving: false }));
keepFocus();
window.addEventListener('error', ({ message }) => channel.post({ type: 'fault', message }));
window.addEventListener('keydown', drawAll, { capture: true });
window.addEventListener('pointerdown', drawAll, { capture: true });
const isPressed = watchPress(draw);
channel.start();
// The editor shows the page when it has loaded: by the second frame from then on, the first one is on the screen.
window.addEventListener('load', () =>
  requestAnimationFrame(() => requestAnimationFrame(() => setTimeout(drawWhole))),
);
