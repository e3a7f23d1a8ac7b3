import { Code } from '@mantine/core';
import type { ModelRunDetailQuery } from '../../generated/graphql.js';
import { Fact } from '../../ui/Fact.js';
import { Panel } from '../../ui/page/Panel.js';
import { settingRows } from '../runs/run-words.js';

const HASH_LETTERS = 16;

/** Everything that went into a run, so that it can be done again. */
export function SettingsPanel({ run }: { readonly run: ModelRunDetailQuery['modelRun'] }) {
  return (
    <Panel
      title="Settings"
      lead="With these, the same version and data, a run on one backend comes out the same."
    >
      <dl className="facts model-facts">
        {settingRows(run.settings).map(({ name, value }) => (
          <Fact key={name} term={name}>
            {value}
          </Fact>
        ))}
        <Fact term="Seed">{run.seed}</Fact>
        {run.dataSnapshotHash && (
          <Fact term="Data snapshot">
            <Code title={run.dataSnapshotHash}>{run.dataSnapshotHash.slice(0, HASH_LETTERS)}…</Code>
          </Fact>
        )}
      </dl>
    </Panel>
  );
}
