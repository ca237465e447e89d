// An Express app that knows that a proxy on this machine stands before it.
import express from 'express';

const app = express();
app.set('trust proxy', 'loopback');
app.use(express.json());
app.post('/told', (request, response) => {
  const { protocol, host, body } = request;
  // Express takes the entry as it is, with the port.
  response.json({ ip: request.ip.replace(/:\d+$/, ''), protocol, host, body });
});
app.listen(Number(process.env.PORT), '127.0.0.1');
