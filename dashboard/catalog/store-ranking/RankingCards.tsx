import { formatLift } from '../../format/numbers.js';
import { ORIGIN_NAMES } from '../../format/words.js';
import { confidenceWords } from '../../lift/interval-columns.js';
import { StoreLink } from '../../lift/StoreLink.js';
import { ARM_MEASURES, ARMS } from './ArmMeasures.js';
import type { StoresProps } from './RankingTable.js';
import type { RankedStore } from './ranked-stores.js';
import { OwnInterval, StandingWords, StoreRemarks } from './StoreCells.js';

type CardProps = Pick<StoresProps, 'metric' | 'scale' | 'confidence'> & { readonly store: RankedStore };

/** One card per store: for a phone, and for a look at each store by itself. */
export const RankingCards = ({ stores, ...props }: StoresProps) => (
  <ul className="ranking-cards">
    {stores.map((store) => (
      <li key={store.store.id}>
        <StoreCard store={store} {...props} />
      </li>
    ))}
  </ul>
);

const StoreCard = ({ store, metric, scale, confidence }: CardProps) => (
  <>
    <h3>
      <StoreLink id={store.store.id} name={store.store.name} />
    </h3>
    <StoreRemarks store={store} />
    <p className="ranking-lift">
      <strong>{formatLift(store.lift)}</strong>
      <StandingWords standing={store.standing} />
    </p>
    {store.lower !== null && <small>{confidenceWords({ confidence })}</small>}
    <OwnInterval line={store} scale={scale} />
    {store.shrunkLift !== null && <small>Shrunk for ranking: {formatLift(store.shrunkLift)}</small>}
    <table>
      <thead>
        <tr>
          <td />
          {[ORIGIN_NAMES.AI_GENERATED, ORIGIN_NAMES.HUMAN_DESIGNED].map((name) => (
            <th key={name} scope="col" className="number">
              {name}
            </th>
          ))}
        </tr>
      </thead>
      <tbody>
        {ARM_MEASURES.map(({ name, cell }) => (
          <tr key={name}>
            <th scope="row">{name}</th>
            {ARMS.map(({ arm }) => (
              <td key={arm} className="number">
                {cell(store, arm, metric)}
              </td>
            ))}
          </tr>
        ))}
      </tbody>
    </table>
  </>
);
