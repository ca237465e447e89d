import { html, nothing, type TemplateResult } from 'lit-html';
import { live } from 'lit-html/directives/live.js';

import '@vscode-elements/elements/dist/vscode-badge/index.js';
import '@vscode-elements/elements/dist/vscode-button/index.js';
import type { VscodeTextfield } from '@vscode-elements/elements/dist/vscode-textfield/index.js';
import '@vscode-elements/elements/dist/vscode-textfield/index.js';

import type { Choice, FieldProblem } from '../../features/debugTab/protocol.ts';
import type { StringKey } from '../../features/debugTab/stringKeys.ts';
import type { Controller } from './controller.ts';
import { icon, type IconName } from './icons.ts';
import { innerControl } from './innerControl.ts';
import { draftKey, say } from './state.ts';

/** What every part of the view gets. */
export interface ViewContext {
  readonly controller: Controller;
  /** False while the text cannot be edited by fields. */
  readonly isEditable: boolean;
}

export interface TextFieldOptions {
  readonly field: string;
  readonly label: StringKey;
  readonly help?: StringKey;
  readonly value: string;
  readonly isCode?: boolean;
  readonly inputMode?: 'numeric' | 'url';
  /** Stands behind the input, as a button to browse. */
  readonly action?: TemplateResult;
  /** Stands below it. */
  readonly extra?: TemplateResult | typeof nothing;
}

/** What a field shows: what was typed and not yet taken, else what the text has. */
function shownValue({ controller }: ViewContext, field: string, value: string): string {
  const { drafts, model } = controller.state;
  return drafts[draftKey(model?.form?.index ?? -1, field)]?.value ?? value;
}

/** Findings at a field, those of a refused edit first. */
export function problemsOf({ controller }: ViewContext, field: string): readonly FieldProblem[] {
  const { drafts, model } = controller.state;
  const own = model?.form?.problems[field] ?? [];
  const refused = drafts[draftKey(model?.form?.index ?? -1, field)]?.problem;
  return refused === undefined ? own : [{ severity: 'error', message: refused }, ...own];
}

/** A line of text with its label above, help and findings below. */
export function textField(context: ViewContext, options: TextFieldOptions): TemplateResult {
  const { field, label, help, action, extra = nothing } = options;
  const text = (key: StringKey): string => say(context.controller.state, key);
  const id = fieldId(field);
  return html`<div class="field">
    <label for=${id}>${text(label)}</label>
    <div class="row">
      ${textInput(context, { ...options, label: text(label), id })} ${action ?? nothing}
    </div>
    ${fieldHelp(context, field, help)} ${extra}
  </div>`;
}

interface TextInputOptions extends Omit<TextFieldOptions, 'label'> {
  readonly id: string;
  readonly label: string;
  readonly onPaste?: (event: ClipboardEvent) => void;
}

/** The input by itself. What is typed is sent after a pause, on Enter and when the focus leaves. */
export function textInput(context: ViewContext, options: TextInputOptions): TemplateResult {
  const { field, value, id, help, isCode, inputMode = 'text', label, onPaste } = options;
  const { controller, isEditable } = context;
  const problems = problemsOf(context, field);
  const severity = worstOf(problems);
  return html`<vscode-textfield
    class="${isCode ? 'code' : ''} ${inputMode === 'numeric' ? 'number' : ''} ${severity ?? ''}"
    id=${id}
    autocomplete="off"
    .label=${label}
    ?readonly=${!isEditable}
    .value=${live(shownValue(context, field, value))}
    ${innerControl({
      description: description(context, help, problems),
      isInvalid: severity === 'error',
      inputMode,
    })}
    @input=${(event: Event) => controller.type(field, (event.target as VscodeTextfield).value)}
    @change=${() => controller.flush()}
    @paste=${onPaste ?? nothing}
  ></vscode-textfield>`;
}

function worstOf(problems: readonly FieldProblem[]): FieldProblem['severity'] | undefined {
  const worst = problems.find(({ severity }) => severity === 'error') ?? problems[0];
  return worst?.severity;
}

function description(
  { controller: { state } }: ViewContext,
  help: StringKey | undefined,
  problems: readonly FieldProblem[],
): string {
  const said = problems.map(({ severity, message }) => `${say(state, severity)}: ${message}`);
  return [...said, ...(help ? [say(state, help)] : [])].join(' ');
}

/**
 * A choice of few, with its label above. The platform's own list: one that is drawn by scripts lays the page out while it
 * is being made, and people would wait for that.
 */
export function selectField(
  context: ViewContext,
  options: {
    readonly field: string;
    readonly label: StringKey;
    readonly help?: StringKey;
    readonly value: string;
    readonly choices: readonly Choice[];
    readonly onChoose: (value: string) => void;
  },
): TemplateResult {
  const { field, label, help, value, choices, onChoose } = options;
  const { isEditable } = context;
  const { state } = context.controller;
  const id = fieldId(field);
  const problems = problemsOf(context, field);
  const severity = worstOf(problems);
  return html`<div class="field">
    <label for=${id}>${say(state, label)}</label>
    <span class="select">
      <select
        class=${severity ?? ''}
        id=${id}
        ?disabled=${!isEditable}
        aria-description=${description(context, help, problems) || nothing}
        aria-invalid=${severity === 'error' ? 'true' : nothing}
        @change=${(event: Event) => onChoose((event.target as HTMLSelectElement).value)}
      >
        ${choices.map(
          (choice) =>
            html`<option value=${choice.value} .selected=${live(choice.value === value)}>
              ${choice.label}
            </option>`,
        )}</select
      >${icon('chevronDown')}
    </span>
    ${fieldHelp(context, field, help)}
  </div>`;
}

/** Yes or no. */
export function checkField(
  context: ViewContext,
  options: {
    readonly field: string;
    readonly label: StringKey;
    readonly isChecked: boolean;
    readonly onToggle: (isChecked: boolean) => void;
  },
): TemplateResult {
  const { field, label, isChecked, onToggle } = options;
  const id = fieldId(field);
  const problems = problemsOf(context, field);
  return html`<div class="field check">
    <span class="checkbox">
      <input
        type="checkbox"
        id=${id}
        ?disabled=${!context.isEditable}
        aria-description=${description(context, undefined, problems) || nothing}
        .checked=${live(isChecked)}
        @change=${(event: Event) => onToggle((event.target as HTMLInputElement).checked)}
      />${icon('check')}
    </span>
    <label for=${id}>${say(context.controller.state, label)}</label>
    ${problemList(context, field)}
  </div>`;
}

/** The line below a field: what is wrong, in the place of the help, so that what comes below stays where it is. */
function fieldHelp(context: ViewContext, field: string, help?: StringKey): unknown {
  const isRight = problemsOf(context, field).length === 0;
  return help && isRight
    ? html`<p class="help">${say(context.controller.state, help)}</p>`
    : problemList(context, field);
}

/** What is wrong at a field, in words. */
export function problemList(context: ViewContext, field: string): TemplateResult {
  const { state } = context.controller;
  const problems = problemsOf(context, field);
  return html`<ul class="problems" ?hidden=${problems.length === 0}>
    ${problems.map(
      ({ severity, message }) =>
        html`<li class=${severity}>
          ${icon(severity === 'information' ? 'info' : severity)}<span class="sr"
            >${say(state, severity)}:</span
          ><span>${message}</span>
        </li>`,
    )}
  </ul>`;
}

/** A button with an icon, a text, or both. */
export function button(options: {
  readonly label: string;
  readonly icon?: IconName;
  readonly look?: 'primary' | 'secondary';
  readonly isDisabled?: boolean;
  readonly onClick: (event: MouseEvent) => void;
}): TemplateResult {
  const { label, look = 'secondary', isDisabled = false, onClick } = options;
  return html`<vscode-button
    ?secondary=${look === 'secondary'}
    ?disabled=${isDisabled}
    aria-disabled=${isDisabled ? 'true' : nothing}
    @click=${onClick}
    @keydown=${keepStill}
    >${options.icon ? icon(options.icon, '', 'content-before') : nothing}${label}</vscode-button
  >`;
}

/** A blank presses a button; it must not scroll the page as well. */
function keepStill(event: KeyboardEvent): void {
  if (event.key === ' ') event.preventDefault();
}

/** A button that is only an icon. */
export function toolButton(options: {
  readonly label: string;
  readonly icon: IconName;
  readonly isDisabled?: boolean;
  readonly onClick: (event: MouseEvent) => void;
}): TemplateResult {
  const { label, isDisabled = false, onClick } = options;
  return html`<button
    type="button"
    class="tool"
    ?disabled=${isDisabled}
    title=${label}
    aria-label=${label}
    @click=${onClick}
  >
    ${icon(options.icon)}
  </button>`;
}

/** Id of a field's input. */
export function fieldId(field: string): string {
  return `field-${field.replaceAll(/[^\w-]/g, '-')}`;
}
