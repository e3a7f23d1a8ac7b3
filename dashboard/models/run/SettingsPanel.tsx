import type { ModelRunDetailQuery } from '../../generated/graphql.js';
import { HashCode } from '../../ui/copy/HashCode.js';
import { Fact } from '../../ui/Fact.js';
import { Panel } from '../../ui/page/Panel.js';
import { settingRows } from '../runs/run-words.js';

/** Everything that went into a run, so that it can be done again. */
export function SettingsPanel({ run }: { readonly run: ModelRunDetailQuery['modelRun'] }) {
  return (
    <Panel
      title="Settings"
      lead="The same settings, version and data give the same result on the same backend."
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
            <HashCode of="the data" hash={run.dataSnapshotHash} />
          </Fact>
        )}
      </dl>
    </Panel>
  );
}
