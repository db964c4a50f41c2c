using Gatehouse.Agent.Identity;

namespace Gatehouse.Agent.Tests.Identity;

public sealed class NotEnrolledTests
{
    [Fact]
    public void An_empty_folder_of_a_user_points_at_the_agent_of_the_machine()
    {
        string machine = Directory.CreateTempSubdirectory("gatehouse-machine").FullName;

        Assert.Contains($"{machine}: run this as root (sudo)", NotEnrolled.Elsewhere("/home/user", "/home/user", machine), StringComparison.Ordinal);
        Assert.Null(NotEnrolled.Elsewhere("/named", "/home/user", machine));
        Assert.Null(NotEnrolled.Elsewhere(machine, machine, machine));
        Directory.Delete(machine);
        Assert.Null(NotEnrolled.Elsewhere("/home/user", "/home/user", machine));
    }
}
