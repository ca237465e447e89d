import { html, nothing, type TemplateResult } from 'lit-html';
import { guard } from 'lit-html/directives/guard.js';
import { ref } from 'lit-html/directives/ref.js';
import { repeat } from 'lit-html/directives/repeat.js';

import type { KindIcon, LiveServer, ProfileRow } from '../../features/debugTab/protocol.ts';
import type { ViewContext } from './fields.ts';
import { button } from './fields.ts';
import { icon, type IconName } from './icons.ts';
import { say } from './state.ts';

const kindIcons: Readonly<Record<KindIcon, IconName>> = {
  project: 'project',
  proxied: 'arrowSwap',
  executable: 'terminal',
  foreign: 'circleSlash',
};

const stateIcons: Readonly<Record<LiveServer['state'], IconName>> = {
  stopped: 'circleOutline',
  starting: 'loading',
  running: 'circleFilled',
  listening: 'circleFilled',
  degraded: 'warning',
  stopping: 'loading',
  failed: 'error',
};

/** The icon of a launch's state. */
export function stateIcon(server: LiveServer): TemplateResult {
  return icon(stateIcons[server.state], `state-${server.state}`);
}

/**
 * The left pane: the profiles in file order, and how to add one. Rows further than `reach` from the selected one are
 * only room for now: a thousand of them would keep people waiting.
 */
export function profileList(context: ViewContext, reach: number): TemplateResult {
  const { controller, isEditable } = context;
  const { state } = controller;
  const { model, pending } = state;
  if (!model) return html``;
  const selected = pending ?? model.selected;
  return html`<nav class="list" aria-label=${say(state, 'profiles')}>
    <h2 class="title" title=${model.fileName}>${say(state, 'profiles')}</h2>
    <p class="sr" id="list-help">${say(state, 'profilesHelp')}</p>
    <ul @keydown=${(event: KeyboardEvent) => onKey(context, event)}>
      ${guard([model.profiles, selected, isEditable, state.servers, state.strings, reach], () => {
        const first = Math.max(0, selected - reach);
        const end = Math.min(model.profiles.length, selected + reach + 1);
        const drawRow = (row: ProfileRow | null, at: number): unknown => {
          if (!row) return roomFor(1);
          const index = first + at;
          const isSelected = index === selected;
          const isLast = index === model.profiles.length - 1;
          const { servers, strings } = state;
          const dependencies = [row, isSelected, isEditable, isLast, servers[row.id], strings];
          return guard(dependencies, () => profileRow(context, row, index, { isSelected, isLast }));
        };
        // By their places in the file: rows that come above leave those that are there as they are.
        const rows = repeat(model.profiles.slice(first, end), (_row, at) => first + at, drawRow);
        return [roomFor(first), rows, roomFor(model.profiles.length - end)];
      })}
    </ul>
    ${button({
      label: say(state, 'addProfile'),
      icon: 'add',
      isDisabled: !isEditable,
      onClick: () => controller.post({ type: 'addProfile' }),
    })}
  </nav>`;
}

function roomFor(rows: number): TemplateResult | typeof nothing {
  if (rows === 0) return nothing;
  // The page's policy lets scripts set styles, and takes none from attributes.
  const size = (element?: Element): void =>
    (element as HTMLElement | undefined)?.style.setProperty('--rows', String(rows));
  return html`<li class="room" aria-hidden="true" ${ref(size)}></li>`;
}

function profileRow(
  context: ViewContext,
  row: ProfileRow,
  index: number,
  { isSelected, isLast }: { isSelected: boolean; isLast: boolean },
): TemplateResult {
  const { controller, isEditable } = context;
  const { state } = controller;
  const server = state.servers[row.id];
  const isShown = server && server.state !== 'stopped';
  const facts = [
    row.name,
    row.kind,
    server?.stateText,
    row.unavailable && say(state, 'cannotRun', row.unavailable),
  ];
  const menu = {
    webviewSection: 'profile',
    profileId: row.id,
    profileState: server?.isActive
      ? 'active'
      : row.unavailable === undefined
        ? 'idle'
        : 'unavailable',
    isEditable,
    isFirst: index === 0,
    isLast,
    preventDefaultContextMenuItems: true,
  };
  return html`<li
    class="profile ${isSelected ? 'selected' : ''} ${row.unavailable === undefined ? '' : 'off'}"
    draggable=${isEditable ? 'true' : 'false'}
    data-index=${index}
    data-vscode-context=${JSON.stringify(menu)}
    @dragstart=${(event: DragEvent) => onDragStart(event, index)}
    @dragover=${onDragOver}
    @dragleave=${clearDrop}
    @drop=${(event: DragEvent) => onDrop(context, event, index)}
  >
    <button
      type="button"
      class="name ${row.severity ?? ''}"
      tabindex=${isSelected ? 0 : -1}
      aria-current=${isSelected ? 'true' : nothing}
      aria-label=${facts.filter(Boolean).join(', ')}
      aria-describedby="list-help"
      title=${row.unavailable === undefined ? row.name : say(state, 'cannotRun', row.unavailable)}
      @click=${() => controller.select(index)}
    >
      ${icon(kindIcons[row.icon])}<span class="label">${row.name}</span>${
        row.severity ? icon(row.severity, `badge ${row.severity}`) : nothing
      }${isShown ? stateIcon(server) : nothing}
    </button>
    <button
      type="button"
      class="tool menu"
      tabindex=${isSelected ? 0 : -1}
      aria-label=${say(state, 'profileMenu', row.name)}
      aria-haspopup="menu"
      @click=${openMenu}
    >
      ${icon('ellipsis')}
    </button>
  </li>`;
}

/** The editor draws the menu where a context menu was asked for. */
function openMenu(event: MouseEvent): void {
  event.stopPropagation();
  const target = event.currentTarget as HTMLElement;
  const { left, bottom } = target.getBoundingClientRect();
  target.dispatchEvent(
    new MouseEvent('contextmenu', { bubbles: true, clientX: left, clientY: bottom }),
  );
}

function onKey({ controller, isEditable }: ViewContext, event: KeyboardEvent): void {
  const { model, pending } = controller.state;
  if (!model || event.ctrlKey || event.metaKey || event.shiftKey) return;
  const at = pending ?? model.selected;
  const last = model.profiles.length - 1;
  const steps: Readonly<Record<string, number>> = {
    ArrowUp: at - 1,
    ArrowDown: at + 1,
    Home: 0,
    End: last,
  };
  const to = steps[event.key];
  if (to !== undefined) {
    event.preventDefault();
    if (to < 0 || to > last || to === at) return;
    if (event.altKey) {
      if (isEditable && event.key.startsWith('Arrow')) controller.move(at, to);
    } else {
      controller.select(to);
    }
    focusRow(to);
    return;
  }
  if (!isEditable || event.altKey) return;
  if (event.key === 'F2') controller.command('rename', at);
  if (event.key === 'Delete') controller.command('remove', at);
}

/** Whether a row has the focus. */
export function hasListFocus(): boolean {
  return document.activeElement?.matches('.profile .name') ?? false;
}

/** Gives a row the focus and brings it into view. */
export function focusRow(index: number): void {
  const row = document.querySelector<HTMLElement>(`.profile[data-index="${index}"] .name`);
  if (row === document.activeElement) return;
  row?.focus();
  row?.scrollIntoView({ block: 'nearest' });
}

const dragType = 'application/x-server-profile';

function onDragStart({ dataTransfer }: DragEvent, index: number): void {
  if (!dataTransfer) return;
  dataTransfer.setData(dragType, String(index));
  dataTransfer.effectAllowed = 'move';
}

function onDragOver(event: DragEvent): void {
  if (!event.dataTransfer?.types.includes(dragType)) return;
  event.preventDefault();
  const row = event.currentTarget as HTMLElement;
  row.dataset['drop'] = isUpperHalf(event, row) ? 'before' : 'after';
}

function clearDrop({ currentTarget }: Event): void {
  delete (currentTarget as HTMLElement).dataset['drop'];
}

function onDrop({ controller }: ViewContext, event: DragEvent, index: number): void {
  const from = Number(event.dataTransfer?.getData(dragType) || NaN);
  const row = event.currentTarget as HTMLElement;
  const gap = isUpperHalf(event, row) ? index : index + 1;
  clearDrop(event);
  if (!Number.isInteger(from)) return;
  event.preventDefault();
  const to = gap > from ? gap - 1 : gap;
  if (to !== from) controller.move(from, to);
}

function isUpperHalf(event: DragEvent, row: HTMLElement): boolean {
  const { top, height } = row.getBoundingClientRect();
  return event.clientY < top + height / 2;
}
