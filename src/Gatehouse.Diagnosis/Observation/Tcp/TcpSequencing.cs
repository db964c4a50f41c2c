using Gatehouse.Wire.Tcp;

namespace Gatehouse.Diagnosis.Observation.Tcp;

/// <summary>Follows sequence and acknowledgment numbers of one connection (RFC 9293 section 3.4).</summary>
internal static class TcpSequencing
{
    /// <summary>Notes a segment's place in its direction.</summary>
    public static void Observe(TcpDirection self, TcpDirection other, in TcpSegment segment)
    {
        uint length = segment.SequenceLength;
        uint end = segment.Sequence + length;
        if (!self.HasSequence)
        {
            self.HasSequence = true;
            self.FirstSequence = segment.Sequence;
            self.NextSequence = end;
            return;
        }

        int ahead = (int)(segment.Sequence - self.NextSequence);
        if (length == 0)
        {
            return;
        }

        if (ahead >= 0)
        {
            if (ahead > 0)
            {
                self.AddHole(new SequenceHole(self.NextSequence, segment.Sequence, segment.Frame));
            }

            self.NextSequence = end;
            return;
        }

        if (self.TakeUnseen(segment.Sequence, end) || self.FillHoles(segment.Sequence, end))
        {
            self.OutOfOrder++;
        }
        else if (segment.PayloadLength > 1 || other.ZeroWindowFrame == 0)
        {
            Resent(self, other, segment);
        }

        if ((int)(end - self.NextSequence) > 0)
        {
            self.NextSequence = end;
        }
    }

    /// <summary>Notes what <paramref name="self"/> acknowledges of the other side's octets.</summary>
    public static void Acknowledge(TcpDirection self, TcpDirection other, in TcpSegment segment)
    {
        if (!segment.Has(TcpFlags.Ack) || segment.Has(TcpFlags.Rst))
        {
            return;
        }

        uint acknowledgment = segment.Acknowledgment;
        int progress = self.HasAcknowledged ? (int)(acknowledgment - self.HighestAcknowledgment) : 1;
        if (progress <= 0)
        {
            return;
        }

        self.HighestAcknowledgment = acknowledgment;
        self.HasAcknowledged = true;
        if (!other.HasSequence)
        {
            return;
        }

        int unseen = (int)(acknowledgment - other.NextSequence);
        if (unseen > 0)
        {
            other.AddUnseen(other.NextSequence, acknowledgment);
            other.NextSequence = acknowledgment;
        }

        other.ForgetHolesBelow(acknowledgment);
        if (unseen >= 0)
        {
            other.LargestAcknowledgedPayload = other.LargestPayload;
        }

        if (other.StuckCount > 0 && (int)(acknowledgment - other.StuckSequence) > 0)
        {
            other.StuckCount = 0;
            other.StuckPayload = 0;
        }
    }

    private static void Resent(TcpDirection self, TcpDirection other, in TcpSegment segment)
    {
        if (segment.PayloadLength == 0 || (segment.PayloadLength == 1 && IsKeepAlive(other, segment)))
        {
            return;
        }

        self.Retransmissions++;
        if (self.FirstRetransmissionFrame == 0)
        {
            self.FirstRetransmissionFrame = segment.Frame;
        }

        if (other.HasAcknowledged && (int)(segment.Sequence - other.HighestAcknowledgment) < 0)
        {
            return;
        }

        if (self.StuckCount == 0 || self.StuckSequence != segment.Sequence)
        {
            self.StuckSequence = segment.Sequence;
            self.StuckPayload = 0;
            self.StuckCount = 0;
            self.StuckSince = self.LastPayloadTime;
            self.StuckFrames = (segment.Frame, segment.Frame);
            self.StuckDontFragment = segment.DontFragment;
        }

        self.StuckCount++;
        self.StuckPayload = Math.Max(self.StuckPayload, segment.PayloadLength);
        self.StuckFrames = (self.StuckFrames.First, segment.Frame);
        self.StuckDontFragment &= segment.DontFragment;
    }

    /// <summary>A keep-alive sends the octet before the one that is due (RFC 9293 section 3.8.4).</summary>
    private static bool IsKeepAlive(TcpDirection other, in TcpSegment segment) =>
        other.HasAcknowledged && segment.Sequence + 1 == other.HighestAcknowledgment;
}
