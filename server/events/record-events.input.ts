import { Field, InputType, Int } from 'type-graphql';
import { Scenario } from '../catalog/index.js';
import { AMOUNT_MINOR_RANGE, DateTime, Limited, SafeInt } from '../platform/index.js';
import {
  EventKind,
  type IncomingEvent,
  MAX_EVENT_TEXT_LENGTH,
  MAX_EVENTS,
  POSITION_RANGE,
  QUANTITY_RANGE,
} from './event.js';

const EventText = () => Limited({ length: { max: MAX_EVENT_TEXT_LENGTH } });

@InputType({ description: 'What a visitor did with an item.' })
export class EventInput {
  @Field(() => String, {
    description:
      'Stable name of the event, a uuid for instance: sending the same event again changes nothing, and another one under its id is rejected.',
  })
  @EventText()
  readonly id!: string;

  @Field(() => EventKind)
  readonly kind!: EventKind;

  @Field(() => String, { description: 'Key of the item in the shop, or its id.' })
  @EventText()
  readonly item!: string;

  @Field(() => String, {
    nullable: true,
    description: 'Name or id of the store, where the key exists in several.',
  })
  @EventText()
  readonly store?: string | null;

  @Field(() => String, { description: "The shop's name of its visitor. Only a hash of it is stored." })
  @EventText()
  readonly visitor!: string;

  @Field(() => Scenario, {
    nullable: true,
    description:
      "By default that of `listId`, else of the return's order, else of the visitor's last impression or click of the item within 7 days, else OTHER.",
  })
  readonly scenario?: Scenario | null;

  @Field(() => String, { nullable: true, description: 'The list the item stood in.' })
  @EventText()
  readonly listId?: string | null;

  @Field(() => DateTime, { description: 'Not in the future.' })
  readonly occurredAt!: Date;

  @Field(() => Int, { nullable: true, description: 'Place in the list.' })
  @Limited({ range: POSITION_RANGE, byRow: true })
  readonly position?: number | null;

  @Field(() => Int, { nullable: true, description: 'Pieces ordered or returned: one order all the same.' })
  @Limited({ range: QUANTITY_RANGE, byRow: true })
  readonly quantity?: number | null;

  @Field(() => SafeInt, {
    nullable: true,
    description: 'Amount of the order of this item, in minor units of `currency`.',
  })
  @Limited({ range: AMOUNT_MINOR_RANGE, byRow: true })
  readonly amountMinor?: number | null;

  @Field(() => String, { nullable: true, description: 'ISO 4217 code; that of the item by default.' })
  @EventText()
  readonly currency?: string | null;

  @Field(() => String, {
    nullable: true,
    description:
      'The order: one ORDER and one RETURN are counted per order and item; a second one with another quantity or amount is rejected.',
  })
  @EventText()
  readonly orderId?: string | null;
}

@InputType()
export class RecordEventsInput {
  @Field(() => [EventInput])
  @Limited({ items: { max: MAX_EVENTS } })
  readonly events!: EventInput[];
}

export const toIncoming = (event: EventInput): IncomingEvent => ({ ...event, payload: () => event });
