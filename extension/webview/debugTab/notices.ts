import { html, nothing, type TemplateResult } from 'lit-html';

import { button, type ViewContext } from './fields.ts';
import { icon } from './icons.ts';
import { say } from './state.ts';

/** What stands above everything: why the fields take no changes, why the last one was not made, why nothing may run. */
export function notices({ controller }: ViewContext): TemplateResult {
  const { state } = controller;
  const { syntaxError, leftOut, readOnly, isTrusted = true } = state.model ?? {};
  const asText = (line: number): TemplateResult =>
    button({
      label: say(state, 'openAsText'),
      icon: 'goToFile',
      onClick: () => controller.post({ type: 'openText', line }),
    });
  return html`${
    syntaxError
      ? notice('error', {
          text: say(state, 'syntaxError', syntaxError.line, syntaxError.message),
          help: say(state, 'syntaxErrorHelp'),
          action: asText(syntaxError.line),
        })
      : nothing
  }
  ${
    leftOut
      ? notice('information', {
          text: say(state, 'syntaxError', leftOut.line, leftOut.message),
          help: say(state, 'leftOutHelp'),
          action: asText(leftOut.line),
        })
      : nothing
  }
  ${
    readOnly
      ? notice('information', {
          text: readOnly.message,
          help: say(state, readOnly.canUnlock ? 'readOnlyHelp' : 'readOnlyElsewhere'),
          action: readOnly.canUnlock
            ? button({
                label: say(state, 'makeWriteable'),
                onClick: () => controller.post({ type: 'makeWriteable' }),
              })
            : nothing,
        })
      : nothing
  }
  ${state.refusal === undefined ? nothing : notice('error', { text: state.refusal })}
  ${
    isTrusted
      ? nothing
      : notice('information', {
          text: say(state, 'notTrusted'),
          action: button({
            label: say(state, 'manageTrust'),
            onClick: () => controller.post({ type: 'manageTrust' }),
          }),
        })
  }`;
}

interface NoticeParts {
  readonly text: string;
  /** What to do about it. */
  readonly help?: string;
  readonly action?: TemplateResult | typeof nothing;
}

function notice(
  kind: 'error' | 'information',
  { text, help, action = nothing }: NoticeParts,
): TemplateResult {
  return html`<div class="notice ${kind}" role=${kind === 'error' ? 'alert' : 'status'}>
    ${icon(kind === 'error' ? 'error' : 'info')}
    <div>
      <p>${text}</p>
      ${help === undefined ? nothing : html`<p class="help">${help}</p>`}
    </div>
    ${action}
  </div>`;
}
