import { html, nothing, type TemplateResult } from 'lit-html';

import type { EffectiveLaunch } from '../../features/debugTab/protocol.ts';
import type { StringKey } from '../../features/debugTab/stringKeys.ts';
import { button, type ViewContext } from './fields.ts';
import { section } from './formSections.ts';
import { say } from './state.ts';

/** What will really run. */
export function effectiveSection(context: ViewContext, launch: EffectiveLaunch): TemplateResult {
  const { controller } = context;
  const { state } = controller;
  const fact = (key: StringKey, content: unknown, origin = ''): TemplateResult =>
    html`<dt>${say(state, key)}</dt>
      <dd>${content}${origin === '' ? nothing : html`<vscode-badge>${origin}</vscode-badge>`}</dd>`;
  const code = (text: string): TemplateResult => html`<code>${text}</code>`;
  return section(
    context,
    'effective',
    'effective',
    html`<div class="row spread">
        <p class="help">${say(state, 'effectiveHelp')}</p>
        ${button({
          label: say(state, 'copy'),
          icon: 'copy',
          onClick: () => controller.post({ type: 'copy', text: launch.shellText }),
        })}
      </div>
      <dl class="effective">
        ${fact('command', code(launch.command.value), launch.command.origin)}
        ${
          launch.args.length === 0
            ? nothing
            : fact(
                'arguments',
                html`<ol class="codes">
                  ${launch.args.map((argument) => html`<li>${code(argument)}</li>`)}
                </ol>`,
                launch.argsOrigin,
              )
        }
        ${fact('workingDirectory', code(launch.cwd.value), launch.cwd.origin)}
        ${launch.server === '' ? nothing : fact('server', launch.server)}
        ${
          launch.urls.length === 0
            ? nothing
            : fact(
                'listensOn',
                html`<ul class="codes">
                  ${launch.urls.map((url) => html`<li>${code(url)}</li>`)}
                </ul>`,
                launch.urlsOrigin,
              )
        }
        ${launch.browserUrl === '' ? nothing : fact('opensBrowser', code(launch.browserUrl))}
        ${fact(
          'environment',
          launch.env.length === 0
            ? say(state, 'noVariables')
            : html`<ul class="codes">
                ${launch.env.map(
                  ({ name, value, origin }) =>
                    html`<li>
                      <code>${name}=${value}</code><vscode-badge>${origin}</vscode-badge>
                    </li>`,
                )}
              </ul>`,
        )}
      </dl>`,
  );
}
