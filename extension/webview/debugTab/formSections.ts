import { html, nothing, type TemplateResult } from 'lit-html';

import type { IisForm, ProfileForm } from '../../features/debugTab/protocol.ts';
import type { StringKey } from '../../features/debugTab/stringKeys.ts';
import { editsOf, urlsEdit, valueEdit } from './fieldEdits.ts';
import {
  button,
  checkField,
  fieldId,
  problemList,
  problemsOf,
  selectField,
  textField,
  textInput,
  toolButton,
  type ViewContext,
} from './fields.ts';
import { leaveRow } from './keepFocus.ts';
import { say } from './state.ts';

/** A quiet group of fields under a heading. */
export function section(
  { controller }: ViewContext,
  id: string,
  heading: StringKey,
  content: unknown,
): TemplateResult {
  return html`<section aria-labelledby="section-${id}">
    <h2 id="section-${id}">${say(controller.state, heading)}</h2>
    ${content}
  </section>`;
}

/** What starts, with what. */
export function launchSection(context: ViewContext, form: ProfileForm): TemplateResult {
  const { controller, isEditable } = context;
  const { state } = controller;
  const browse = (field: 'workingDirectory' | 'executablePath'): TemplateResult =>
    button({
      label: say(state, 'browse'),
      icon: 'folderOpened',
      isDisabled: !isEditable,
      onClick: () => controller.post({ type: 'browse', profile: form.index, field }),
    });
  return section(
    context,
    'launch',
    'launch',
    html`${selectField(context, {
      field: 'commandName',
      label: 'launchKind',
      help: 'launchKindHelp',
      value: form.commandName,
      choices: form.commandNames,
      onChoose: (value) => controller.edit(editsOf(form, 'commandName', value)),
    })}
    ${
      form.shows.executable
        ? textField(context, {
            field: 'executablePath',
            label: 'executable',
            help: 'executableHelp',
            value: form.executablePath,
            isCode: true,
            action: browse('executablePath'),
          })
        : nothing
    }
    ${textField(context, {
      field: 'commandLineArgs',
      label: 'arguments',
      help: 'argumentsHelp',
      value: form.commandLineArgs,
      isCode: true,
      extra: argumentPreview(context, form),
    })}
    ${textField(context, {
      field: 'workingDirectory',
      label: 'workingDirectory',
      help: 'workingDirectoryHelp',
      value: form.workingDirectory,
      isCode: true,
      action: browse('workingDirectory'),
    })}
    ${problemList(context, 'profile')}`,
  );
}

function argumentPreview({ controller }: ViewContext, { argv }: ProfileForm): TemplateResult {
  const { state } = controller;
  if (argv.length === 0) return html`<p class="argv">${say(state, 'noArguments')}</p>`;
  return html`<div class="argv">
    <span id="argv-label">${say(state, 'argv')}</span>
    <ol aria-labelledby="argv-label">
      ${argv.map(
        (argument) =>
          html`<li>${argument === '' ? html`<i>${say(state, 'argvEmpty')}</i>` : argument}</li>`,
      )}
    </ol>
  </div>`;
}

/** Whether a browser opens, and where. */
export function browserSection(context: ViewContext, form: ProfileForm): TemplateResult {
  const { controller } = context;
  return section(
    context,
    'browser',
    'browser',
    html`${checkField(context, {
      field: 'launchBrowser',
      label: 'launchBrowser',
      isChecked: form.launchBrowser,
      onToggle: (isChecked) => controller.edit([valueEdit(form, ['launchBrowser'], isChecked)]),
    })}
    ${textField(context, {
      field: 'launchUrl',
      label: 'launchUrl',
      help: 'launchUrlHelp',
      value: form.launchUrl,
      isCode: true,
      inputMode: 'url',
    })}`,
  );
}

/** Where it listens, and which server does. */
export function addressSection(context: ViewContext, form: ProfileForm): TemplateResult {
  const { controller } = context;
  return section(
    context,
    'addresses',
    'addresses',
    html`${
      form.servers.length > 0
        ? selectField(context, {
            field: 'server',
            label: 'server',
            help: 'serverHelp',
            value: form.server,
            choices: form.servers,
            onChoose: (server) =>
              controller.post({ type: 'setServer', profile: form.index, server }),
          })
        : nothing
    }
    ${form.iis ? iisFields(context, form, form.iis) : nothing}
    ${form.shows.urls ? urlList(context, form) : nothing}
    ${
      form.shows.hostingModel
        ? selectField(context, {
            field: 'ancmHostingModel',
            label: 'hostingModel',
            help: 'hostingModelHelp',
            value: form.hostingModel,
            choices: hostingModels(context, form.hostingModel),
            onChoose: (value) => controller.edit(editsOf(form, 'ancmHostingModel', value)),
          })
        : nothing
    }`,
  );
}

function hostingModels({ controller: { state } }: ViewContext, present: string) {
  const choices = [
    { value: '', label: say(state, 'hostingDefault') },
    { value: 'InProcess', label: say(state, 'inProcess') },
    { value: 'OutOfProcess', label: say(state, 'outOfProcess') },
  ];
  const isKnown = choices.some(({ value }) => value === present);
  return isKnown ? choices : [...choices, { value: present, label: present }];
}

function urlList(context: ViewContext, form: ProfileForm): TemplateResult {
  const { controller, isEditable } = context;
  const { state } = controller;
  const suggest = (what: 'http' | 'https'): TemplateResult =>
    button({
      label: say(state, what === 'http' ? 'addHttp' : 'addHttps'),
      icon: 'add',
      isDisabled: !isEditable,
      onClick: () => controller.post({ type: 'suggest', profile: form.index, what }),
    });
  // Below the list, for while an address is typed it is hardly ever right: nothing moves.
  const faulty = form.urls
    .map((_url, index) => `url:${index}`)
    .filter((field) => problemsOf(context, field).length > 0);
  return html`<fieldset class="field">
    <legend>${say(state, 'applicationUrls')}</legend>
    ${form.urls.map(
      (url, index) =>
        html`<div class="row">
          ${textInput(context, {
            field: `url:${index}`,
            id: fieldId(`url:${index}`),
            value: url,
            isCode: true,
            inputMode: 'url',
            label: say(state, 'applicationUrl', index + 1),
          })}
          ${toolButton({
            label: say(state, 'removeAddress', url),
            icon: 'close',
            isDisabled: !isEditable,
            onClick: (event) => {
              controller.edit([urlsEdit(form, form.urls.toSpliced(index, 1))]);
              const fieldOf = (row: number): string => `url:${row}`;
              leaveRow(context, event, { name: url, index, count: form.urls.length, fieldOf });
            },
          })}
        </div>`,
    )}
    <div class="row">${suggest('http')} ${suggest('https')}</div>
    ${faulty.length === 0 ? html`<p class="help">${say(state, 'applicationUrlsHelp')}</p>` : faulty.map((field) => problemList(context, field))}
  </fieldset>`;
}

/** What the SSL port makes of the address, to take along. */
function sslUrl({ controller }: ViewContext, { applicationUrl, sslPort }: IisForm): TemplateResult {
  const host = URL.canParse(applicationUrl) ? new URL(applicationUrl).hostname : 'localhost';
  const url = `https://${host}:${sslPort}/`;
  return html`<div class="row">
    <code>${url}</code>
    ${toolButton({
      label: say(controller.state, 'copyAddress', url),
      icon: 'copy',
      onClick: () => controller.post({ type: 'copy', text: url }),
    })}
  </div>`;
}

function iisFields(context: ViewContext, form: ProfileForm, iis: IisForm): TemplateResult {
  const { controller } = context;
  const set = (path: readonly string[], value: unknown): void =>
    controller.edit([{ kind: 'setValue', path: ['iisSettings', ...path], value }]);
  return html`<p class="help shared">${say(controller.state, 'iisShared')}</p>
    ${textField(context, {
      field: 'iis.applicationUrl',
      label: 'appUrl',
      help: 'appUrlHelp',
      value: iis.applicationUrl,
      isCode: true,
      inputMode: 'url',
    })}
    ${checkField(context, {
      field: 'iis.enableSsl',
      label: 'enableSsl',
      isChecked: iis.sslPort !== 0,
      onToggle: (isChecked) =>
        isChecked
          ? controller.post({ type: 'suggest', profile: form.index, what: 'ssl' })
          : set([iis.section, 'sslPort'], 0),
    })}
    ${
      iis.sslPort === 0
        ? problemList(context, 'iis.sslPort')
        : textField(context, {
            field: 'iis.sslPort',
            label: 'sslPort',
            help: 'sslPortHelp',
            value: String(iis.sslPort),
            inputMode: 'numeric',
            extra: sslUrl(context, iis),
          })
    }
    ${checkField(context, {
      field: 'iis.anonymous',
      label: 'anonymous',
      isChecked: iis.anonymousAuthentication,
      onToggle: (isChecked) => set(['anonymousAuthentication'], isChecked),
    })}
    ${checkField(context, {
      field: 'iis.windows',
      label: 'windows',
      isChecked: iis.windowsAuthentication,
      onToggle: (isChecked) => set(['windowsAuthentication'], isChecked),
    })}`;
}
