package dev.muster.rehearsal.route53;

import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.net.BindException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.Arrays;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.xbill.DNS.DClass;
import org.xbill.DNS.Flags;
import org.xbill.DNS.Message;
import org.xbill.DNS.OPTRecord;
import org.xbill.DNS.Opcode;
import org.xbill.DNS.Rcode;
import org.xbill.DNS.Record;
import org.xbill.DNS.Section;
import org.xbill.DNS.Type;

/// The name servers of all zones, as one on loopback, over UDP and TCP at one port.
final class DnsServer implements AutoCloseable {
    private static final int SMALLEST = 512;
    private static final int LARGEST = 1232;
    private static final int LARGEST_QUESTION = 4096;
    private static final int TRIES = 50;
    private static final int IDLE_MILLIS = 10_000;

    private final Answers answers;
    private final ServerSocket tcp;
    private final DatagramSocket udp;
    private final ExecutorService workers = Executors.newVirtualThreadPerTaskExecutor();

    private DnsServer(Answers answers, ServerSocket tcp, DatagramSocket udp) {
        this.answers = answers;
        this.tcp = tcp;
        this.udp = udp;
    }

    /// @param port zero for one that is free for both
    static DnsServer start(Answers answers, int port) throws IOException {
        InetAddress loopback = InetAddress.getByAddress(new byte[] {127, 0, 0, 1});
        for (int i = 1; ; i++) {
            ServerSocket tcp = new ServerSocket();
            tcp.bind(new InetSocketAddress(loopback, port));
            try {
                DatagramSocket udp =
                        new DatagramSocket(new InetSocketAddress(loopback, tcp.getLocalPort()));
                DnsServer server = new DnsServer(answers, tcp, udp);
                server.workers.execute(server::serveUdp);
                server.workers.execute(server::serveTcp);
                return server;
            } catch (BindException e) {
                tcp.close();
                if (port != 0 || i == TRIES) {
                    throw e;
                }
            }
        }
    }

    InetSocketAddress address() {
        return (InetSocketAddress) tcp.getLocalSocketAddress();
    }

    private void serveUdp() {
        byte[] buffer = new byte[LARGEST_QUESTION];
        while (!udp.isClosed()) {
            DatagramPacket packet = new DatagramPacket(buffer, buffer.length);
            try {
                udp.receive(packet);
                byte[] question = Arrays.copyOf(packet.getData(), packet.getLength());
                InetSocketAddress asker = (InetSocketAddress) packet.getSocketAddress();
                workers.execute(() -> answerUdp(question, asker));
            } catch (IOException e) {
                // closed, or one packet that did not come: the next one may
            }
        }
    }

    private void answerUdp(byte[] question, InetSocketAddress asker) {
        byte[] answer = answer(question, true);
        try {
            if (answer.length > 0) {
                udp.send(new DatagramPacket(answer, answer.length, asker));
            }
        } catch (IOException e) {
            // who asked is gone; UDP promises nothing, and they ask again
        }
    }

    private void serveTcp() {
        while (!tcp.isClosed()) {
            try {
                Socket socket = tcp.accept();
                workers.execute(() -> answerTcp(socket));
            } catch (IOException e) {
                // closed, or one connection that broke before it was one
            }
        }
    }

    private void answerTcp(Socket socket) {
        try (socket) {
            socket.setSoTimeout(IDLE_MILLIS);
            DataInputStream from = new DataInputStream(socket.getInputStream());
            DataOutputStream to = new DataOutputStream(socket.getOutputStream());
            while (true) {
                byte[] question = new byte[from.readUnsignedShort()];
                from.readFully(question);
                byte[] answer = answer(question, false);
                byte[] framed = new byte[answer.length + 2];
                framed[0] = (byte) (answer.length >> 8);
                framed[1] = (byte) answer.length;
                System.arraycopy(answer, 0, framed, 2, answer.length);
                to.write(framed);
            }
        } catch (IOException e) {
            // the end of the conversation, by either side
        }
    }

    /// Empty where there is nothing to answer to.
    private byte[] answer(byte[] bytes, boolean limited) {
        Message question;
        try {
            question = new Message(bytes);
        } catch (IOException e) {
            return new byte[0];
        }
        if (question.getHeader().getFlag(Flags.QR)) {
            return new byte[0]; // an answer: whoever answers answers goes in circles
        }
        Message answer = new Message(question.getHeader().getID());
        answer.getHeader().setFlag(Flags.QR);
        answer.getHeader().setOpcode(question.getHeader().getOpcode());
        if (question.getHeader().getFlag(Flags.RD)) {
            answer.getHeader().setFlag(Flags.RD);
        }
        fill(question, answer);
        OPTRecord extended = question.getOPT();
        int most = SMALLEST;
        if (extended != null) {
            most = Math.max(SMALLEST, Math.min(LARGEST, extended.getPayloadSize()));
            answer.addRecord(new OPTRecord(LARGEST, 0, 0), Section.ADDITIONAL);
        }
        // dnsjava cuts, and says so in the header
        return limited ? answer.toWire(most) : answer.toWire();
    }

    private void fill(Message question, Message answer) {
        Record asked = question.getQuestion();
        if (asked != null) {
            answer.addRecord(asked, Section.QUESTION);
        }
        if (question.getHeader().getOpcode() != Opcode.QUERY) {
            answer.getHeader().setRcode(Rcode.NOTIMP);
        } else if (asked == null) {
            answer.getHeader().setRcode(Rcode.FORMERR);
        } else if (asked.getDClass() != DClass.IN || !Type.isRR(asked.getType())) {
            answer.getHeader().setRcode(Rcode.REFUSED);
        } else {
            Answers.Answer found = answers.answer(asked.getName(), asked.getType());
            answer.getHeader().setRcode(found.code());
            if (found.code() != Rcode.REFUSED) {
                answer.getHeader().setFlag(Flags.AA);
            }
            found.records().forEach(it -> answer.addRecord(it, Section.ANSWER));
            found.authority().forEach(it -> answer.addRecord(it, Section.AUTHORITY));
        }
    }

    @Override
    public void close() throws IOException {
        tcp.close();
        udp.close();
        workers.shutdownNow();
    }
}
