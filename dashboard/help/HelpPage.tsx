import { Code, List, Stack, Text } from '@mantine/core';
import { may } from '../session/may.js';
import { useSession } from '../session/session.js';
import { CopyExample } from '../ui/copy/CopyExample.js';
import { Page } from '../ui/page/Page.js';
import { Panel } from '../ui/page/Panel.js';
import { curlExample } from './curl-example.js';
import { ExplorerPanel } from './ExplorerPanel.js';
import { GLOSSARY } from './glossary.js';
import { OfferedLink } from './OfferedLink.js';
import { SendCatalogue } from './SendCatalogue.js';

const READING = [
  'Look at the interval first, then at the number in the middle of it.',
  'Look at the placebo: a headline inside its range is no more than stores produce by chance.',
  'Look at the other estimands: if they disagree, the answer depends on the question.',
  'Of many items, the first ones look better than they are. Rank them by shrunk lift, and expect them to do less well from now on.',
  'The comparison is observational until exposure is randomised. It says what does better, not why.',
];

const FILTERING = [
  'A period has whole days in the time zone of the workspace. Imported totals without a day count in “Everything” only.',
  '“With previous period” shows the headline of as many days right before, with its own interval. Whether the lift changed is not tested: both periods share stores and items.',
  'The address holds the whole question: its link shows the same filters to everyone who may see the data.',
  'A saved view keeps the filters under a name, not the answer. Everyone who reads the lift of the workspace sees it, but merchants see only their own. Its author and administrators can rename and delete it.',
  'A filter that cannot be answered is named, with what to do. No number is shown until it is corrected.',
];

const CALCULATORS = [
  'Enter the counts of two or more arms, the control first. The answer is one sentence: higher, lower or unclear, with the interval that decides.',
  'Check the sample ratio before you read any effect. On an alert, find the cause first.',
  'An interval is for one look that was planned. If you look more often, enter the planned units before the start: the sequential interval holds at every look, and is wider.',
  '“Unclear” does not mean “no difference”. With a margin, a difference that is known to be too small to matter is called neutral.',
  'What cannot be computed has a reason in place of a number. Nothing you enter is stored: the address holds it, and a copied link shows the same answer.',
];

export function HelpPage() {
  const { role } = useSession().viewer;
  return (
    <Page title="Help" lead="How to read the numbers, and how data come in.">
      <Stack gap="lg">
        <ListPanel title="Reading a lift" lines={READING} />
        <ListPanel title="Filters and saved views" lines={FILTERING} />
        {may(role, 'readResults') && <ListPanel title="A/B tests and calculators" lines={CALCULATORS} />}
        {may(role, 'readActivity') && <SendCatalogue />}
        {may(role, 'readActivity') && <SendEvents />}
        <ExplorerPanel />
        {may(role, 'importFiles') && <ListPanel title="Importing files" lines={IMPORTING} />}
        {may(role, 'importFiles') && <ListPanel title="Files to import" lines={IMPORT_LIMITS} />}
        <Glossary />
      </Stack>
    </Page>
  );
}

const Glossary = () => (
  <Panel title="Words">
    <dl className="glossary">
      {GLOSSARY.map(({ term, meaning }) => (
        <div key={term}>
          <dt>{term}</dt>
          <dd>{meaning}</dd>
        </div>
      ))}
    </dl>
  </Panel>
);

const IMPORTING = [
  '“Try without importing” reads every row and changes nothing. “Import these rows” then runs exactly what was tried.',
  'Faults of the mapping keep an import from starting. Rows with faults are rejected, and the others are imported; the report says which and why.',
  'Rows that look wrong, such as more clicks than impressions, are imported and listed: look at them again.',
  'An import can be reverted from its report, or later under Activity, Imports. Every total, item and store is then as if the file had never been imported.',
];

const IMPORT_LIMITS = [
  'CSV with a header, NDJSON or Parquet, of at most 4 GiB.',
  'Totals and events are added together, and so are totals with a day and without, or with a scenario and without: bring in what happened once. The report says “Careful” where an item has both.',
  'A CSV whose quotation marks contradict each other is refused until you say how it quotes.',
  'At most 1,000 columns, with names of at most 500 characters: remove the columns that you do not need.',
  'At most 1 MiB per row. A row with a cell of more than 100,000 characters is rejected.',
  'One number format per file: 1,234.50 or 1.234,50. It is found from the file; if a number can be read in two ways, e.g. 1.000, you are asked.',
  'Days and times in ISO 8601, e.g. 2026-01-31T09:30:00Z, or in a format that you state, e.g. dd.mm.yyyy or seconds since 1970. Times without a time zone are UTC; a day without a time is a day of the workspace.',
  'An import that was interrupted goes on where it stopped: import the same file again.',
];

interface ListPanelProps {
  readonly title: string;
  readonly lines: readonly string[];
}

const ListPanel = ({ title, lines }: ListPanelProps) => (
  <Panel title={title}>
    <List spacing="xs" maw="75ch">
      {lines.map((line) => (
        <List.Item key={line}>{line}</List.Item>
      ))}
    </List>
  </Panel>
);

function SendEvents() {
  const example = curlExample(window.location.origin);
  return (
    <div id="send-events">
      <Panel
        title="Where to send events"
        lead="Compatible with Segment’s HTTP API: any Segment client works with this host and a key."
        actions={<CopyExample value={example} />}
      >
        <Text size="sm" mb="sm">
          Items come first:{' '}
          <OfferedLink to="import" act="importFiles">
            import your catalogue
          </OfferedLink>
          , or send it as above. Then an administrator adds a key with the scope “Send events” under{' '}
          <OfferedLink to="settings/keys" act="administer">
            Settings, API keys
          </OfferedLink>
          . That key can also read which of its events were rejected, and nothing else, so it may stand in a
          public page. Sending the same message twice counts once. The answer names the first ten rejects with
          their reasons; all of them are in <Code>eventRejects</Code> and under{' '}
          <OfferedLink to="activity/events" act="readActivity">
            Activity, Events
          </OfferedLink>
          . An order’s amount is the price times the quantity of its products. Times are in UTC if they state
          no time zone; a day without a time is a day of the workspace.
        </Text>
        <Code block tabIndex={0}>
          {example}
        </Code>
      </Panel>
    </div>
  );
}
