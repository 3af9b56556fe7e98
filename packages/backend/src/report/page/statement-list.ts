import type { Statement } from '../../templates/statement.js';
import { html, type Markup } from './markup.js';

export function statementList(statements: readonly Statement[]): Markup[] {
  return statements.map((statement) => {
    const { effect, actions, notActions, resources, notResources, condition } = statement;
    const terms: readonly (readonly [string, readonly string[] | undefined])[] = [
      ['Action', actions],
      ['Every action except', notActions],
      ['Resource', resources],
      ['Every resource except', notResources],
      ['Condition', condition === undefined ? undefined : [JSON.stringify(condition)]],
    ];
    return html`<dl class="statement"><dt>Effect</dt><dd>${effect}</dd>${terms.map(([term, values]) =>
      values === undefined
        ? undefined
        : html`<dt>${term}</dt>${values.map((value) => html`<dd><code>${value}</code></dd>`)}`,
    )}<dt>Policy</dt><dd><code>${statement.policy}</code>, statement ${statement.index + 1}, logical ID <code>${statement.logicalId}</code></dd></dl>`;
  });
}
