package io.twofold.bench.process;

import com.sun.management.ThreadMXBean;
import com.sun.tools.attach.AttachNotSupportedException;
import com.sun.tools.attach.VirtualMachine;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadInfo;
import java.util.HashMap;
import java.util.Map;
import javax.management.remote.JMXConnector;
import javax.management.remote.JMXConnectorFactory;
import javax.management.remote.JMXServiceURL;

/**
 * Counts the bytes that the threads of another Java process allocate, as its virtual machine counts
 * them. The threads that carry these questions themselves are left out.
 */
public final class Allocation implements AutoCloseable {

  private final JMXConnector connector;
  private final ThreadMXBean threads;

  private Allocation(JMXConnector connector, ThreadMXBean threads) {
    this.connector = connector;
    this.threads = threads;
  }

  /**
   * Connects to a process of this user, on this machine.
   *
   * @throws IOException where it cannot be attached to
   */
  @SuppressWarnings("BanJNDI") // The address comes from the process that was attached to.
  public static Allocation of(ProcessHandle process) throws IOException {
    JMXConnector connector =
        JMXConnectorFactory.connect(new JMXServiceURL(startAgent(process.pid())));
    try {
      return new Allocation(
          connector,
          ManagementFactory.newPlatformMXBeanProxy(
              connector.getMBeanServerConnection(),
              ManagementFactory.THREAD_MXBEAN_NAME,
              ThreadMXBean.class));
    } catch (IOException | RuntimeException e) {
      connector.close();
      throw e;
    }
  }

  private static String startAgent(long pid) throws IOException {
    try {
      VirtualMachine machine = VirtualMachine.attach(Long.toString(pid));
      try {
        return machine.startLocalManagementAgent();
      } finally {
        machine.detach();
      }
    } catch (AttachNotSupportedException e) {
      throw new IOException("cannot attach to process " + pid, e);
    }
  }

  /** What each thread that lives has allocated since it began. */
  public Snapshot snapshot() {
    long[] ids = threads.getAllThreadIds();
    ThreadInfo[] infos = threads.getThreadInfo(ids);
    long[] bytes = threads.getThreadAllocatedBytes(ids);
    Map<Long, Long> byThread = new HashMap<>();
    for (int i = 0; i < ids.length; i++) {
      ThreadInfo info = infos[i];
      if (bytes[i] >= 0 && info != null && !isOfThisMeter(info.getThreadName())) {
        byThread.put(ids[i], bytes[i]);
      }
    }
    return new Snapshot(byThread);
  }

  private static boolean isOfThisMeter(String thread) {
    return thread.startsWith("RMI ")
        || thread.startsWith("JMX ")
        || thread.equals("Attach Listener");
  }

  @Override
  public void close() throws IOException {
    connector.close();
  }

  /**
   * A count at one moment.
   *
   * @param byThread bytes by the thread's id
   */
  public record Snapshot(Map<Long, Long> byThread) {

    /** Bytes that threads which live now have allocated since an earlier moment. */
    public long since(Snapshot earlier) {
      return byThread.entrySet().stream()
          .mapToLong(entry -> entry.getValue() - earlier.byThread.getOrDefault(entry.getKey(), 0L))
          .sum();
    }
  }
}
