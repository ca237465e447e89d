import { html, nothing, type TemplateResult } from 'lit-html';
import { live } from 'lit-html/directives/live.js';

import type { Choice, FieldProblem } from '../../features/debugTab/protocol.ts';
import type { StringKey } from '../../features/debugTab/stringKeys.ts';
import type { Controller } from './controller.ts';
import { icon } from './icons.ts';
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
  readonly placeholder?: string;
  /** Stands behind the input, as a button to browse. */
  readonly action?: TemplateResult;
  /** Stands below it. */
  readonly extra?: TemplateResult | typeof nothing;
}

/** What a field shows: what was typed and not yet taken, else what the text has. */
export function shownValue({ controller }: ViewContext, field: string, value: string): string {
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
    <div class="row">${textInput(context, { ...options, id })} ${action ?? nothing}</div>
    ${help ? html`<p class="help" id="${id}-help">${text(help)}</p>` : nothing}
    ${problemList(context, field)} ${extra}
  </div>`;
}

interface TextInputOptions extends Omit<TextFieldOptions, 'label'> {
  readonly id: string;
  /** Instead of a label element. */
  readonly ariaLabel?: string;
  readonly onPaste?: (event: ClipboardEvent) => void;
}

/** The input by itself. What is typed is sent after a pause, on Enter and when the focus leaves. */
export function textInput(context: ViewContext, options: TextInputOptions): TemplateResult {
  const { field, value, id, help, isCode, inputMode, placeholder, ariaLabel, onPaste } = options;
  const { controller, isEditable } = context;
  const problems = problemsOf(context, field);
  const worst = problems.find(({ severity }) => severity === 'error') ?? problems[0];
  const described = [help && `${id}-help`, problems.length > 0 && `${id}-problems`];
  return html`<input
    class="input ${isCode ? 'code' : ''} ${worst?.severity ?? ''}"
    id=${id}
    type="text"
    spellcheck="false"
    autocomplete="off"
    inputmode=${inputMode ?? 'text'}
    placeholder=${placeholder ?? ''}
    aria-label=${ariaLabel ?? nothing}
    aria-describedby=${described.filter(Boolean).join(' ') || nothing}
    aria-invalid=${worst?.severity === 'error' ? 'true' : nothing}
    ?readonly=${!isEditable}
    .value=${live(shownValue(context, field, value))}
    @input=${(event: InputEvent) =>
      controller.type(field, (event.target as HTMLInputElement).value)}
    @change=${() => controller.flush()}
    @paste=${onPaste ?? nothing}
  />`;
}

/** A choice of few, with its label above. */
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
  const { state } = context.controller;
  const id = fieldId(field);
  return html`<div class="field">
    <label for=${id}>${say(state, label)}</label>
    <div class="select">
      <select
        id=${id}
        ?disabled=${!context.isEditable}
        aria-describedby=${help ? `${id}-help` : nothing}
        @change=${(event: Event) => onChoose((event.target as HTMLSelectElement).value)}
      >
        ${choices.map(
          (choice) =>
            html`<option value=${choice.value} .selected=${live(choice.value === value)}>
              ${choice.label}
            </option>`,
        )}
      </select>
    </div>
    ${help ? html`<p class="help" id="${id}-help">${say(state, help)}</p>` : nothing}
    ${problemList(context, field)}
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
  return html`<div class="field check">
    <span class="checkbox">
      <input
        type="checkbox"
        id=${id}
        ?disabled=${!context.isEditable}
        .checked=${live(isChecked)}
        @change=${(event: Event) => onToggle((event.target as HTMLInputElement).checked)}
      />${icon('check')}
    </span>
    <label for=${id}>${say(context.controller.state, label)}</label>
    ${problemList(context, field)}
  </div>`;
}

/** What is wrong at a field, in words. */
export function problemList(context: ViewContext, field: string): TemplateResult {
  const { state } = context.controller;
  const problems = problemsOf(context, field);
  return html`<ul class="problems" id="${fieldId(field)}-problems" ?hidden=${problems.length === 0}>
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
  readonly icon?: Parameters<typeof icon>[0];
  readonly look?: 'primary' | 'secondary' | 'tool';
  readonly isDisabled?: boolean;
  readonly title?: string;
  readonly onClick: (event: MouseEvent) => void;
}): TemplateResult {
  const { label, look = 'secondary', isDisabled = false, title, onClick } = options;
  const isTool = look === 'tool';
  return html`<button
    type="button"
    class="button ${look}"
    ?disabled=${isDisabled}
    title=${title ?? (isTool ? label : nothing)}
    aria-label=${isTool ? label : nothing}
    @click=${onClick}
  >
    ${options.icon ? icon(options.icon) : nothing}${isTool ? nothing : html`<span>${label}</span>`}
  </button>`;
}

/** Id of a field's input. */
export function fieldId(field: string): string {
  return `field-${field.replaceAll(/[^\w-]/g, '-')}`;
}
