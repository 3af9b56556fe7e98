// A process that subscribes to the topic of prices, as a page of the shop would. It gets its token from standard input.
import { text } from 'node:stream/consumers';
import { CredentialProvider, TopicClient, TopicConfigurations, TopicSubscribe } from '@gomomento/sdk';

const topics = new TopicClient({
  configuration: TopicConfigurations.Default.latest(),
  credentialProvider: CredentialProvider.fromString(await text(process.stdin)),
});
const subscription = await topics.subscribe('products', 'prices', {
  onItem: (item) => console.log(item.valueString()),
  onError: (error) => console.error(error.message()),
});
if (subscription instanceof TopicSubscribe.Error) {
  console.error(`${subscription.errorCode()}: ${subscription.message()}`);
  process.exit(1);
}
console.log('subscribed');
