import type { OperationVariables, TypedDocumentNode } from '@apollo/client';
import { useQuery } from '@apollo/client/react';
import { List } from '@mantine/core';
import { useDebouncedValue } from '@mantine/hooks';
import type { ReactNode } from 'react';
import { CopyExample } from '../../../ui/copy/CopyExample.js';
import { EmptyNotice } from '../../../ui/page/EmptyNotice.js';
import { Panel } from '../../../ui/page/Panel.js';
import { QueryView } from '../../../ui/page/QueryView.js';
import type { FormReading } from '../fields/field-reader.js';
import { queryText } from './query-text.js';

export interface AnswerPanelProps<Data, Variables extends OperationVariables> {
  readonly title: string;
  readonly document: TypedDocumentNode<Data, Variables>;
  readonly reading: FormReading<Variables>;
  /** What is shown while nothing is filled in. */
  readonly empty: ReactNode;
  readonly children: (data: Data, variables: Variables) => ReactNode;
  /** By which method, after the answer. */
  readonly method?: ReactNode;
}

const TYPING_DELAY_MS = 250;

/** What the server answers to a form: no number is shown that is not of what stands in the fields. */
export function AnswerPanel<Data, Variables extends OperationVariables>(
  props: AnswerPanelProps<Data, Variables>,
) {
  const { title, document, reading, method } = props;
  const { variables } = reading;
  return (
    <Panel
      title={title}
      actions={variables && <CopyExample label="Copy as GraphQL" value={queryText(document, variables)} />}
    >
      {variables === null ? (
        <Unanswered reading={reading} empty={props.empty} />
      ) : (
        <Answered {...props} variables={variables} />
      )}
      {method}
    </Panel>
  );
}

type AnsweredProps<Data, Variables extends OperationVariables> = Pick<
  AnswerPanelProps<Data, Variables>,
  'document' | 'children'
> & { readonly variables: Variables };

function Answered<Data, Variables extends OperationVariables>(props: AnsweredProps<Data, Variables>) {
  const asked = JSON.stringify(props.variables);
  const [settled] = useDebouncedValue(asked, TYPING_DELAY_MS);
  const variables = JSON.parse(settled) as Variables;
  const { data, error, refetch } = useQuery(props.document, { variables } as never);
  const answer = settled === asked ? (data as Data | undefined) : undefined;
  return (
    <QueryView data={answer} error={settled === asked ? error : undefined} refetch={refetch}>
      {(found) => props.children(found, variables)}
    </QueryView>
  );
}

function Unanswered({
  reading,
  empty,
}: {
  readonly reading: FormReading<unknown>;
  readonly empty: ReactNode;
}) {
  const { problems, missing, isEmpty } = reading;
  if (problems.size > 0)
    return <EmptyNotice title="Correct the marked fields">Then the answer appears here.</EmptyNotice>;
  if (isEmpty) return empty;
  return (
    <EmptyNotice title="Still needed">
      <List size="sm" ta="left">
        {missing.map((label) => (
          <List.Item key={label}>{label}</List.Item>
        ))}
      </List>
    </EmptyNotice>
  );
}
