import { Text } from '@mantine/core';
import type { ModelRunDetailQuery } from '../../generated/graphql.js';
import { Panel } from '../../ui/page/Panel.js';

type Line = ModelRunDetailQuery['modelRun']['log'][number];

const clock = new Intl.DateTimeFormat('en', { timeStyle: 'medium', hourCycle: 'h23' });
const zone = clock.resolvedOptions().timeZone;

/** The end of what the run wrote; it stays at the newest line unless it is scrolled. */
export function LogPanel({ lines }: { readonly lines: readonly Line[] }) {
  return (
    <Panel title="Log" lead={lines.length > 0 && `Times are in ${zone}.`}>
      {lines.length === 0 ? (
        <Text size="sm" c="dimmed" role="status">
          This run has written no log.
        </Text>
      ) : (
        // biome-ignore lint/a11y/noNoninteractiveTabindex: a region that scrolls has to be reached by keyboard
        <section className="run-log" aria-label="Log, newest line last" tabIndex={0}>
          <ol>
            {lines.map((line, index) => (
              // biome-ignore lint/suspicious/noArrayIndexKey: lines are only ever added at the end
              <li key={index} data-level={line.level}>
                <time dateTime={line.at}>{clock.format(new Date(line.at))}</time>
                {line.level !== 'info' && <b>{line.level}</b>} {line.message}
              </li>
            ))}
          </ol>
        </section>
      )}
    </Panel>
  );
}
