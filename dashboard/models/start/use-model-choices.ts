import { useQuery } from '@apollo/client/react';
import { ModelChoicesDocument, type ModelKind } from '../../generated/graphql.js';

/** The versions that may be chosen, of one kind or of every kind; read again each time, since trainings add to them. */
export const useModelChoices = (kind: ModelKind | null) =>
  useQuery(ModelChoicesDocument, { variables: { kind }, fetchPolicy: 'cache-and-network' });
