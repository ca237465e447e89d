import { html, nothing, type TemplateResult } from 'lit-html';

import type { ProfileForm } from '../../features/debugTab/protocol.ts';
import { parseVariables, removeVariable } from './fieldEdits.ts';
import { button, fieldId, problemList, textInput, toolButton, type ViewContext } from './fields.ts';
import { section } from './formSections.ts';
import { leaveRow } from './keepFocus.ts';
import { draftKey, say } from './state.ts';

/** The environment as a grid: name, value, where a value comes from. */
export function environmentSection(context: ViewContext, form: ProfileForm): TemplateResult {
  const { controller, isEditable } = context;
  const { state } = controller;
  const { effective } = state.model ?? {};
  const own = new Set(form.environment.map(({ name }) => name));
  const derived = (effective?.env ?? []).filter(({ name }) => !own.has(name));
  const rows = form.environment.map((entry, index) =>
    variableRow(context, form, index, entry.name, entry.value),
  );
  const isAdding = state.hasNewVariable;
  if (isAdding) rows.push(variableRow(context, form, form.environment.length, '', ''));
  return section(
    context,
    'environment',
    'environment',
    html`<div class="field">
      <table
        class="grid"
        aria-labelledby="section-environment"
        ?hidden=${rows.length + derived.length === 0}
      >
        <thead>
          <tr>
            <th scope="col">${say(state, 'name')}</th>
            <th scope="col">${say(state, 'value')}</th>
            <th scope="col" class="narrow">${say(state, 'origin')}</th>
          </tr>
        </thead>
        <tbody>
          ${rows}
          ${derived.map(
            ({ name, value, origin }) =>
              html`<tr class="derived">
                <td><span class="cell code">${name}</span></td>
                <td><span class="cell code">${value}</span></td>
                <td><vscode-badge>${origin}</vscode-badge></td>
              </tr>`,
          )}
        </tbody>
      </table>
      ${problemList(context, 'environment')}
      <div class="row">
        ${button({
          label: say(state, 'addVariable'),
          icon: 'add',
          isDisabled: !isEditable,
          onClick: () => {
            controller.flush();
            controller.dispatch({ type: 'newVariable', isShown: true });
            focusNewName(form.environment.length);
          },
        })}
      </div>
      <p class="help" id="environment-help">${say(state, 'environmentHelp')}</p>
    </div>`,
  );
}

function variableRow(
  context: ViewContext,
  form: ProfileForm,
  index: number,
  name: string,
  value: string,
): TemplateResult {
  const { controller, isEditable } = context;
  const { state } = controller;
  const isNew = index >= form.environment.length;
  const typed = (part: 'name' | 'value'): string | undefined =>
    state.drafts[draftKey(form.index, `env:${index}:${part}`)]?.value;
  const typedName = typed('name') ?? name;
  const remove = (): void => {
    controller.drop(`env:${index}:name`, `env:${index}:value`);
    if (isNew) controller.dispatch({ type: 'newVariable', isShown: false });
    else controller.edit(removeVariable(form, index));
  };
  const problems = problemList(context, `env:${index}`);
  const origin = isNew ? '' : originOf(context, name);
  return html`<tr
    @focusout=${(event: FocusEvent) => {
      const row = event.currentTarget as HTMLElement;
      const isLeft = !row.contains(event.relatedTarget as Node | null) && document.hasFocus();
      // As its button leaves it, which takes the row away.
      const isThere = isNew && controller.state.hasNewVariable;
      if (!isThere || !isLeft || typedName.trim() !== '') return;
      // A row without a name is no variable: it goes when the person leaves it, but for what was typed.
      if (!typed('value')) remove();
      else controller.refuse(`env:${index}:name`, 'nameImpossible');
    }}
  >
    <td>
      ${textInput(context, {
        field: `env:${index}:name`,
        id: fieldId(`env:${index}:name`),
        value: name,
        isCode: true,
        label: say(state, 'variableName', index + 1),
        onPaste: (event) => onPaste(context, index, event),
      })}
      ${problemList(context, `env:${index}:name`)} ${problems}
    </td>
    <td>
      ${textInput(context, {
        field: `env:${index}:value`,
        id: fieldId(`env:${index}:value`),
        value,
        isCode: true,
        label: say(state, 'variableValue', typedName || String(index + 1)),
      })}
      ${problemList(context, `env:${index}:value`)}
    </td>
    <td class="end">
      <div>
        ${origin === '' ? nothing : html`<vscode-badge>${origin}</vscode-badge>`}
        ${toolButton({
          label: say(state, 'removeVariable', typedName),
          icon: 'close',
          isDisabled: !isEditable,
          onClick: (event) => {
            const count = form.environment.length + Number(controller.state.hasNewVariable);
            remove();
            const fieldOf = (row: number): string => `env:${row}:name`;
            leaveRow(context, event, { name: typedName || `${index + 1}`, index, count, fieldOf });
          },
        })}
      </div>
    </td>
  </tr>`;
}

function originOf({ controller }: ViewContext, name: string): string {
  const { effective } = controller.state.model ?? {};
  return effective?.env.find((entry) => entry.name === name)?.origin ?? '';
}

function onPaste({ controller }: ViewContext, row: number, event: ClipboardEvent): void {
  const pairs = parseVariables(event.clipboardData?.getData('text/plain') ?? '');
  if (!pairs) return;
  event.preventDefault();
  controller.addVariables(row, pairs);
}

function focusNewName(index: number): void {
  requestAnimationFrame(() => document.getElementById(fieldId(`env:${index}:name`))?.focus());
}
