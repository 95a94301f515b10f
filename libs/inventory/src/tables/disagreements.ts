import { disagreementKinds, disagreementsOf } from '../disagreements/index.js';
import { text, textOrNull } from './column.js';
import { defineTable, originColumns, originOf } from './table.js';

export const disagreements = defineTable({
  name: 'disagreements',
  about:
    'What hosts say that cannot all be true. Peers hear of each other a moment late, and an endpoint that is being made looks like an orphan: what stays counts.',
  local: false,
  key: ['host', 'kind', 'networkId', 'subject'],
  columns: {
    ...originColumns,
    kind: text(`${disagreementKinds.join(', ')}.`),
    network: textOrNull('Name of the network that it is about; null = none.'),
    networkId: textOrNull('Its id.'),
    subject: text("What does not fit: a peer's address, or the id of a network, node or endpoint."),
    detail: text('A sentence.'),
  },
  rows(view, host) {
    const origin = originOf(view, host);
    return disagreementsOf(view.inventory)
      .filter((it) => it.host === host)
      .map(({ kind, network = null, networkId = null, subject, detail }) => ({
        ...origin,
        ...{ kind, network, networkId, subject, detail },
      }));
  },
});
