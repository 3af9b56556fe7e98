import { pubsub } from '@gomomento/generated-types';
import { common } from '@gomomento/generated-types/dist/common.js';
import type { ServerWritableStream } from '@grpc/grpc-js';
import { type Refuse, unary } from './answer.js';

const { _Heartbeat, _SubscriptionItem, _TopicItem } = pubsub.cache_client.pubsub;
type PublishRequest = pubsub.cache_client.pubsub._PublishRequest;
type Subscription = ServerWritableStream<
  pubsub.cache_client.pubsub._SubscriptionRequest,
  pubsub.cache_client.pubsub._SubscriptionItem
>;

/** `Publish` and `Subscribe`. */
export function topicService(refuse: Refuse) {
  const subscriptions = new Set<Subscription>();
  let sequenceNumber = 0;
  return {
    Publish: unary<PublishRequest, common._Empty>(
      refuse,
      ({ request }) => request.cache_name,
      ({ request }) => {
        const item = new _TopicItem({ topic_sequence_number: ++sequenceNumber, value: request.value });
        for (const subscription of subscriptions) {
          const { cache_name: cacheName, topic } = subscription.request;
          if (cacheName === request.cache_name && topic === request.topic) {
            subscription.write(new _SubscriptionItem({ item }));
          }
        }
        return new common._Empty();
      },
    ),
    Subscribe: (subscription: Subscription): void => {
      const refusal = refuse(subscription, subscription.request.cache_name);
      if (refusal !== undefined) {
        subscription.emit('error', refusal);
        return;
      }
      subscriptions.add(subscription);
      subscription.on('cancelled', () => subscriptions.delete(subscription));
      // The client waits for a first item.
      subscription.write(new _SubscriptionItem({ heartbeat: new _Heartbeat() }));
    },
  };
}
