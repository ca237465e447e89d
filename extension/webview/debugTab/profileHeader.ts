import { html, nothing, type TemplateResult } from 'lit-html';

import { button, toolButton, type ViewContext } from './fields.ts';
import { icon } from './icons.ts';
import { stateIcon } from './profileList.ts';
import { say } from './state.ts';

/**
 * What stays in view above the form: the profile, its state, and what can be done with it. Two lines, of which the second
 * has room for what a launch adds: the form below stays where it is.
 */
export function profileHeader(context: ViewContext): TemplateResult {
  const { controller, isEditable } = context;
  const { state } = controller;
  const { model } = state;
  const row = model?.profiles[model.selected];
  if (!model || !row) return html``;
  const index = model.selected;
  const server = state.servers[row.id];
  const isActive = server?.isActive ?? false;
  const isWell = server?.state === 'running';
  const canLaunch =
    model.isTrusted && row.unavailable === undefined && model.syntaxError === undefined;
  // What a launch changes are these buttons: the second press of a double click would be one of another button.
  const command = (name: 'run' | 'debug' | 'stop' | 'restart') => (event: MouseEvent) => {
    if (event.detail <= 1) controller.command(name, index);
  };
  return html`<header class="header">
    <div class="heading">
      <h1 title=${row.name}>${row.name}</h1>
      ${toolButton({
        label: say(state, 'rename'),
        icon: 'edit',
        isDisabled: !isEditable,
        onClick: () => controller.command('rename', index),
      })}
      <div class="actions">
        ${
          isActive
            ? html`${button({
                label: say(state, 'restart'),
                icon: 'debugRestart',
                onClick: command('restart'),
              })}${button({
                label: say(state, 'stop'),
                icon: 'debugStop',
                look: 'primary',
                onClick: command('stop'),
              })}`
            : html`${button({
                label: say(state, 'run'),
                icon: 'play',
                look: 'primary',
                isDisabled: !canLaunch,
                onClick: command('run'),
              })}${button({
                label: say(state, 'debug'),
                icon: 'debugAlt',
                isDisabled: !canLaunch,
                onClick: command('debug'),
              })}`
        }
      </div>
    </div>
    <div class="facts">
      <span class="kind">${row.kind}</span>
      <span class="status" role="status"
        >${
          server && server.state !== 'stopped'
            ? html`${stateIcon(server)}<span
                  >${server.stateText}${
                    server.isDebugging ? ` · ${say(state, 'debugging')}` : ''
                  }</span
                >`
            : nothing
        }</span
      >
      ${server && server.addresses.length > 0 ? addressList(context, server.addresses) : nothing}
      <span role="status">${server?.isOutdated ? say(state, 'restartNeeded') : nothing}</span>
    </div>
    ${
      server?.failure
        ? html`<div
            class="notice ${isWell ? 'information' : 'error'}"
            role=${isWell ? 'status' : 'alert'}
          >
            ${icon(isWell ? 'info' : 'error')}
            <div>
              <p>${server.failure.message}</p>
              ${server.failure.help.map((line) => html`<p class="help">${line}</p>`)}
            </div>
            ${
              isActive && !isWell
                ? nothing
                : button({
                    label: say(state, 'showOutput'),
                    onClick: () => controller.command('showOutput', index),
                  })
            }
          </div>`
        : nothing
    }
    ${
      row.unavailable === undefined
        ? nothing
        : html`<div class="notice information">
            ${icon('info')}
            <p>${say(state, 'cannotRun', row.unavailable)}</p>
          </div>`
    }
  </header>`;
}

function addressList({ controller }: ViewContext, addresses: readonly string[]): TemplateResult {
  const { state } = controller;
  return html`<ul class="live" aria-label=${say(state, 'listensOn')}>
    ${addresses.map(
      (url) =>
        html`<li>
          <button
            type="button"
            class="link"
            aria-label=${say(state, 'openAddress', url)}
            @click=${() => controller.post({ type: 'openUrl', url })}
          >
            ${url}
          </button>
          ${toolButton({
            label: say(state, 'copyAddress', url),
            icon: 'copy',
            onClick: () => controller.post({ type: 'copy', text: url }),
          })}
        </li>`,
    )}
  </ul>`;
}
