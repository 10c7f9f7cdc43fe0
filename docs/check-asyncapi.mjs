// Says what the official AsyncAPI parser thinks of a document. CONTRIBUTING.md tells how to run it.
import { Parser, fromFile } from '@asyncapi/parser';

const ERROR = 0;
const { document, diagnostics } = await fromFile(new Parser(), process.argv[2]).parse();
diagnostics.forEach(found => console.log(found.severity === ERROR ? 'error' : 'note', found.path.join('/'), found.message));
if (!document) {
  console.log('not valid');
  process.exit(1);
}
console.log(`valid: ${document.channels().all().length} channels, ${document.messages().all().length} messages`);
